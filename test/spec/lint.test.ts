/** A wrong copy of the document for each lint rule. */
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary, runNode } from '../../scripts/run.ts';

/** A change in a file; `from` is empty for a file that is new. */
type Edit = [file: string, from: string | RegExp, to: string];

const destroy = 'paths/official_account_open_http_svc/destroy_official_account.yaml';

const before = 'webhooks/OfficialAccount/CallbackBeforeSendMsg.yaml';
const after = 'webhooks/OfficialAccount/CallbackAfterSendMsg.yaml';

/** A second operation, under a command of other letters. */
const second = (id: string): Edit[] => [
  ['openapi.yaml', 'paths:\n', 'paths:\n  /v4/ConfigSvc/GetIPList:\n    $ref: paths/ConfigSvc/GetIPList.yaml\n'],
  [
    'paths/ConfigSvc/GetIPList.yaml',
    '',
    readFileSync(inRoot('spec', destroy), 'utf8').replace('destroyOfficialAccount', id),
  ],
];

const request = 'components/schemas/DestroyOfficialAccountRequest.yaml';

/** The operation with a list in its answer, and keys of ours that speak of it. */
const withList = (keys: string): Edit[] => [
  [destroy, '  x-errors:', `${keys}\n  x-errors:`],
  ['components/schemas/DestroyOfficialAccountResponse.yaml', 'Success.yaml', 'ListSuccess.yaml'],
  [
    'components/schemas/ListSuccess.yaml',
    '',
    `title: ListSuccess
allOf:
  - $ref: Success.yaml
  - type: object
    properties:
      Next: {type: string}
      List:
        type: array
        items: {type: object, properties: {Id: {type: string}, Result: {type: integer}}}
`,
  ],
];

const withPages = (keys: string): Edit[] => withList(`  x-pagination: ${keys}`);

/** A request with elements of two forms, and a schema that reads them. */
const withForms = (one: string, read = 'enum: [One, Two]', mapping = 'One: One.yaml, Two: Two.yaml'): Edit[] => [
  [request, 'properties:\n', 'properties:\n  Element: {$ref: Element.yaml}\n  Read: {$ref: ReadElement.yaml}\n'],
  [
    'components/schemas/Element.yaml',
    '',
    `title: Element\noneOf:\n  - $ref: One.yaml\n  - $ref: Two.yaml\ndiscriminator:\n  propertyName: Kind\n  mapping: {${mapping}}\n`,
  ],
  ['components/schemas/One.yaml', '', `title: One\ntype: object\n${one}\n`],
  ['components/schemas/Two.yaml', '', `title: Two\ntype: object\n${form('Two')}\n`],
  [
    'components/schemas/ReadElement.yaml',
    '',
    `title: ReadElement\nanyOf:\n  - $ref: Element.yaml\n  - $ref: OtherElement.yaml\n`,
  ],
  [
    'components/schemas/OtherElement.yaml',
    '',
    `title: OtherElement\ntype: object\nrequired: [Kind]\nproperties: {Kind: {type: string, not: {${read}}}}\n`,
  ],
];

const form = (kind: string): string =>
  `required: [Kind]\nproperties: {Kind: {type: string, const: ${kind}, enum: [${kind}]}}`;

const withFilled = (schema: string): Edit[] => [
  [request, 'required: [Official_Account]', 'required: [Official_Account, Number]'],
  [request, 'properties:\n', `properties:\n  Number: {${schema}}\n`],
];

const filled = 'type: integer, minimum: 0, maximum: 4294967295, x-filled: random';

/** What is wrong, how a copy of the document gets that way, and what is said of it. */
const faults: [string, Edit[], string[]][] = [
  [
    'a code that is declared twice',
    [['errors/group.yaml', /10004/g, '130004']],
    ['errors/group.yaml:', 'chat/error-catalogue', 'Code 130004 is declared twice, in the families channel and group'],
  ],
  [
    'a code under the key of another',
    [['errors/channel.yaml', '130007:\n', '130017:\n']],
    ['errors/channel.yaml:', 'Code 130007 is filed under the key 130017. Make key and `code` the same number.'],
  ],
  [
    'a retry class that does not exist',
    [['errors/channel.yaml', 'retry: never', 'retry: nevr']],
    ['errors/channel.yaml:', 'struct', '"never", "throttled", "transient"'],
  ],
  [
    'a code that a new signature mends, and another of its name that it does not',
    [['errors/account.yaml', / {2}renews: true\n(?![\s\S]*renews: true)/, '']],
    ['errors/account.yaml:', 'Code 70052 is called UserSigExpired like 70001, but its `renews` is another'],
  ],
  [
    'a code that may be repeated, and another of its name that may not',
    [['errors/access.yaml', /(60019:[\s\S]*?)retry: throttled/, '$1retry: never']],
    ['errors/access.yaml:', 'chat/error-catalogue', 'but its `retry` is another'],
  ],
  [
    'a code that a new signature does not mend, and says so',
    [['errors/account.yaml', 'renews: true', 'renews: false']],
    ['errors/account.yaml:', 'struct', '`renews` can be one of the following only: "true"'],
  ],
  [
    'a tag that stands in no section',
    [['openapi.yaml', '    tags: [channels]\n', '    tags: []\n']],
    ['openapi.yaml:', 'chat/sections', 'The tag "channels" stands in no section. Add it to one under `x-tagGroups`'],
  ],
  [
    'a tag that stands in two sections',
    [['openapi.yaml', '    tags: [channels]\n', '    tags: [channels]\n  - name: Others\n    tags: [channels]\n']],
    ['openapi.yaml:', 'chat/sections', 'The tag "channels" stands in two sections'],
  ],
  [
    'a section with a tag that is not declared',
    [['openapi.yaml', '    tags: [channels]\n', '    tags: [channels, chanels]\n']],
    ['openapi.yaml:', 'chat/sections', 'names the tag "chanels", which `tags` does not declare. Known: channels.'],
  ],
  [
    'a code with a guide that is not there',
    [['errors/channel.yaml', 'retry: never\n', 'retry: never\n  guide: failure\n']],
    ['errors/channel.yaml:', 'chat/guide', 'There is no guide "failure" in spec/docs/en/guides. Known: first-call'],
  ],
  [
    'a code with a heading that its guide has not',
    [['errors/channel.yaml', 'retry: never\n', 'retry: never\n  guide: rate#many-processes\n']],
    ['errors/channel.yaml:', 'chat/guide', 'The guide "rate" has no heading "many-processes". Known: one-process'],
  ],
  [
    'an error name that is not PascalCase',
    [['errors/channel.yaml', 'name: NotPermitted', 'name: not_permitted']],
    ['errors/channel.yaml:', 'The error name "not_permitted" is not PascalCase'],
  ],
  [
    'an example that breaks its schema',
    [[destroy, 'Official_Account: "@TOA#_test_id"', 'Official_Account: test_id']],
    [`${destroy}:`, 'no-invalid-media-type-examples', 'must match pattern'],
  ],
  [
    'an example under the wrong code',
    [[destroy, '"0":', '"1":']],
    [`${destroy}:`, 'The answer has no success example', 'The example "1" has ErrorCode 0'],
  ],
  [
    'an operation without a failure example',
    [[destroy, /x-errors:[\s\S]*$/, 'x-errors: []\n']],
    [`${destroy}:`, 'chat/operation-errors', 'The operation has no failure example. List the codes'],
  ],
  [
    'a code that an operation lists twice',
    [[destroy, '#/130007', '#/130004']],
    [`${destroy}:`, 'Code 130004 is listed twice'],
  ],
  [
    'a keyword of JSON Schema that Prism ignores',
    [['components/schemas/DestroyOfficialAccountRequest.yaml', 'required:', 'unevaluatedProperties: false\nrequired:']],
    [
      'components/schemas/DestroyOfficialAccountRequest.yaml:',
      'chat/schema-keywords',
      'Prism ignores `unevaluatedProperties`, so a mock would accept anything. Leave the object open.',
    ],
  ],
  [
    'a pattern that does not compile',
    [['components/schemas/OfficialAccountId.yaml', /pattern: .*/, "pattern: '^@TOA#_['"]],
    ['components/schemas/OfficialAccountId.yaml:', 'The pattern `^@TOA#_[` is no regular expression'],
  ],
  [
    'a required field that every object has',
    [['components/schemas/DestroyOfficialAccountRequest.yaml', 'required: [', 'required: [toString, ']],
    ['components/schemas/DestroyOfficialAccountRequest.yaml:', 'Every JavaScript object has a `toString`'],
  ],
  [
    'a code that the catalogue does not have',
    [['components/schemas/OfficialAccountId.yaml', 'x-invalid-code: 130007', 'x-invalid-code: 139999']],
    [
      'components/schemas/OfficialAccountId.yaml:',
      'Code 139999 is not in the error catalogue. Declare it in a file of spec/errors/',
    ],
  ],
  [
    'a replay code that the operation does not list',
    [[destroy, 'replayCode: 130004', 'replayCode: 130005']],
    [`${destroy}:`, 'The replay code 130005 is not among'],
  ],
  [
    'a misspelt key',
    [['openapi.yaml', 'x-region: tokyo', 'x-regon: tokyo']],
    ['openapi.yaml:', '`x-regon` is not a key of Server. Use one of x-region'],
  ],
  [
    'a region that stands twice',
    [['openapi.yaml', 'x-region: tokyo', 'x-region: seoul']],
    ['openapi.yaml:', 'The region seoul stands twice'],
  ],
  [
    'a host with a path',
    [['openapi.yaml', 'url: https://console.tim.qq.com', 'url: https://console.tim.qq.com/v4']],
    ['openapi.yaml:', '`url` is "https://console.tim.qq.com/v4". Write https:// and the host'],
  ],
  [
    'a backup host of unknown quality',
    [['openapi.yaml', /x-backup-source: .*\n/, '\n']],
    ['openapi.yaml:', 'The backup host has no `x-backup-source`'],
  ],
  [
    'a fact without a source',
    [['components/parameters/Random.yaml', /x-source: .*\n/, '\n']],
    ['components/parameters/Random.yaml:', 'The parameter has no `x-source`'],
  ],
  [
    'a page number of another form',
    [['errors/message.yaml', 'page: 1047/60756', 'page: "60756"']],
    ['errors/message.yaml:', '`page` is "60756". Write the document number'],
  ],
  [
    'an inferred fact without a reason',
    [['errors/message.yaml', 'evidence: documented', 'evidence: inferred']],
    ['errors/message.yaml:', 'An inferred fact needs a `note` with the reason'],
  ],
  [
    'a kind of evidence that does not exist',
    [['errors/message.yaml', 'evidence: documented', 'evidence: guessed']],
    ['errors/message.yaml:', 'struct', '"documented", "observed", "inferred"'],
  ],
  [
    'an HTTP status that the vendor does not document',
    [[destroy, '    "200":', '    "429":\n      description: Too many requests.\n    "200":']],
    [`${destroy}:`, 'The vendor documents no HTTP status 429'],
  ],
  [
    'another method',
    [[destroy, /^post:/, 'put:']],
    [`${destroy}:`, 'Describe the operation under `post` instead of `put`'],
  ],
  [
    'an operationId of one word',
    [[destroy, 'operationId: destroyOfficialAccount', 'operationId: destroy']],
    [`${destroy}:`, 'The operationId "destroy" is not camelCase of two words or more'],
  ],
  [
    'an operationId that is not camelCase',
    [[destroy, 'operationId: destroyOfficialAccount', 'operationId: destroy_official_account']],
    [`${destroy}:`, 'The operationId "destroy_official_account" is not camelCase'],
  ],
  [
    'operationIds that differ by case alone',
    second('destroyOfficialaccount'),
    ['The operationIds "destroyOfficialaccount" and "destroyOfficialAccount" differ by case alone'],
  ],
  [
    'a path in a file of another name',
    [
      [
        'openapi.yaml',
        'official_account_open_http_svc/destroy_official_account:',
        'official_account_open_http_svc/destroy:',
      ],
    ],
    ['openapi.yaml:', `stands in ${destroy}. Move it to paths/official_account_open_http_svc/destroy.yaml`],
  ],
  [
    'an operation with two tags',
    [[destroy, 'tags: [channels]', 'tags: [channels, others]']],
    [`${destroy}:`, 'An operation has one tag'],
  ],
  [
    'a tag that is no name of a file',
    [['openapi.yaml', '- name: channels', '- name: Official Channels']],
    ['openapi.yaml:', 'The tag "Official Channels" names a file of methods'],
  ],
  [
    'a limit by a field that the request does not have',
    [[destroy, '      seconds: 1\n', '      seconds: 1\n      by: To_Account\n']],
    [`${destroy}:`, 'The limit counts by `To_Account`, which is no field of the request. Use one of Official_Account'],
  ],
  [
    'a limit with a code that the operation does not list',
    [[destroy, '      seconds: 1\n', '      seconds: 1\n      code: 10023\n']],
    [`${destroy}:`, 'The code 10023 of this limit is not among'],
  ],
  [
    'a replay whose answer lacks what the type promises',
    [['components/schemas/Success.yaml', 'required: [ErrorCode]', 'required: [ErrorCode, Next]']],
    [`${destroy}:`, 'The answer promises Next, which a refusal with 130004 does not have. Leave `replayCode` out.'],
  ],
  [
    'a field that recordings may show without a reason',
    [['components/schemas/OfficialAccountId.yaml', 'maxLength: 48', 'maxLength: 48\nx-public: "yes"']],
    ['components/schemas/OfficialAccountId.yaml:', 'Give the reason in a sentence'],
  ],
  [
    'a limit of bytes alone',
    [['components/schemas/OfficialAccountId.yaml', 'maxLength: 48', 'x-max-bytes: 48']],
    ['components/schemas/OfficialAccountId.yaml:', 'chat/byte-limit', 'Write `maxLength: 48` beside it'],
  ],
  [
    'a limit of bytes beside another number of characters',
    [['components/schemas/OfficialAccountId.yaml', 'maxLength: 48', 'maxLength: 16\nx-max-bytes: 48']],
    ['components/schemas/OfficialAccountId.yaml:', 'Write `maxLength: 48` beside it'],
  ],
  [
    'a limit of bytes on what is no text',
    [['components/parameters/Random.yaml', 'minimum: 0', 'maxLength: 4\n  x-max-bytes: 4']],
    ['components/parameters/Random.yaml:', '`x-max-bytes` counts the bytes of a text. Write `type: string`'],
  ],
  [
    'pages of a list that the answer does not have',
    withPages('{items: Lst, cursor: {Official_Account: Next}, end: {Next: ""}, first: {Official_Account: ""}}'),
    [`${destroy}:`, 'chat/pagination', 'The success has no list `Lst`. Use one of ', 'Next, List'],
  ],
  [
    'pages of what is no list',
    withPages('{items: Next, cursor: {Official_Account: Next}, end: {Next: ""}, first: {Official_Account: ""}}'),
    ['`Next` of the success is no list'],
  ],
  [
    'a cursor of fields that do not exist',
    withPages('{items: List, cursor: {Offset: Nxt}, end: {Nxt: 1}}'),
    [
      '`cursor` fills `Offset`, which is no field of the request. Use one of Official_Account.',
      '`cursor` reads `Nxt`, which is no field of the success',
      '`end` has `Nxt`, which is no field of the success',
    ],
  ],
  [
    'a cursor without its first value, and a first value without a cursor',
    withPages('{items: List, cursor: {Official_Account: Next}, first: {Ofset: 0}, end: {Next: ""}}'),
    ['The request needs `Official_Account`. Say under `first`', '`first` has `Ofset`, which is no field of `cursor`'],
  ],
  [
    'pages without an end',
    withPages('{items: List, cursor: {Official_Account: Next}, first: {Official_Account: ""}}'),
    ['Nothing says which page is the last one. Give `end`, or `emptyPageEnds: true`.'],
  ],
  [
    'pages of what may not be repeated',
    [
      ...withPages(
        '{items: List, cursor: {Official_Account: Next}, first: {Official_Account: ""}, emptyPageEnds: true}',
      ),
      [destroy, /x-idempotent:[\s\S]*?(?=parameters)/, ''],
    ],
    ['a read may be repeated. Add `x-idempotent: {}`'],
  ],
  [
    'results in a list that the answer does not have',
    withList('  x-item-results: {list: Lists, code: Result, ok: [0]}'),
    [`${destroy}:`, 'chat/item-results', 'The success has no list `Lists`. Use one of '],
  ],
  [
    'results in a field that is no number',
    withList('  x-item-results: {list: List, code: Id, ok: [0]}'),
    ['The items of `List` have no whole number `Id`. Use one of Id, Result.'],
  ],
  [
    'results of one name and two meanings',
    [
      ...withList('  x-item-results: {list: List, code: Result, ok: [0]}'),
      ...second('getIpList').map(
        ([file, from, to]): Edit => [
          file,
          from,
          to.replace('  x-errors:', '  x-item-results: {list: List, code: Result, ok: [0, 1]}\n  x-errors:'),
        ],
      ),
    ],
    ['`List[].Result` is good with', 'and with', 'elsewhere. Who reads an answer goes by the name of the list'],
  ],
  [
    'a field that is filled in and has no room',
    withFilled('type: integer, minimum: 0, maximum: 9, x-filled: random'),
    [`${request}:`, 'chat/filled-field', '`x-filled: random` is a number of 32 bits'],
  ],
  [
    'a field that is filled in and not required',
    withFilled(filled).slice(1),
    [`${request}:`, '`x-filled` is for a required field of a request itself'],
  ],
  [
    'a field that is filled in with something else',
    withFilled(filled.replace('random', 'now')),
    ['struct', '`x-filled` can be one of the following only: "random"'],
  ],
  [
    'a form that does not require what tells it apart',
    withForms('properties: {Kind: {type: string, const: One, enum: [One]}}'),
    ['components/schemas/Element.yaml:', 'chat/discriminator', 'The form One.yaml does not require `Kind`'],
  ],
  [
    'a form that is not in the mapping',
    withForms(form('One'), 'enum: [Two]', 'Two: Two.yaml'),
    ['`mapping` does not lead from One to One.yaml. Add it'],
  ],
  [
    'a mapping to what is no form',
    withForms(form('One'), 'enum: [One, Two, Three]', 'One: One.yaml, Two: Two.yaml, Three: OtherElement.yaml'),
    ['`mapping` leads from Three to OtherElement.yaml, which is not under `oneOf`'],
  ],
  [
    'a form for all others that known ones fit',
    withForms(form('One'), 'enum: [One]'),
    ['components/schemas/ReadElement.yaml:', 'has to exclude the known ones', 'not: { enum: [One, Two] }'],
  ],
  [
    'an operation without its limit',
    [[destroy, /x-rate-limit:[\s\S]*?(?=x-idempotent)/, '']],
    [`${destroy}:`, 'The operation has no `x-rate-limit`'],
  ],
  [
    'webhooks that are named like no command, or like another one',
    [
      ['openapi.yaml', 'OfficialAccount.CallbackAfterAddSubscriber:', 'afterAddSubscriber:'],
      ['openapi.yaml', 'webhooks/OfficialAccount/CallbackAfterSendMsg.yaml', before],
    ],
    [
      'openapi.yaml:',
      'chat/webhook-form',
      'The webhook "afterAddSubscriber" is not named like a command',
      'OfficialAccount.CallbackAfterSendMsg stands in webhooks/OfficialAccount/CallbackBeforeSendMsg.yaml. Move it to',
      'OfficialAccount.CallbackAfterSendMsg has the operationId "OfficialAccount.CallbackBeforeSendMsg"',
    ],
  ],
  [
    'webhooks that lack what every webhook has, or have what calls have',
    [
      [before, / {2}# The cred.*\n {2}security: \[\]\n/, ''],
      [before, 'x-webhook:', 'x-webhooks: []\n  x-webhook:'],
      [before, / {4}- \$ref: .*WebhookSdkAppid.yaml\n/, ''],
      [before, / {4}- name: CallbackCommand[\s\S]*?(?= {4}- \$ref)/, ''],
      [before, 'required: [CallbackCommand, ', 'required: ['],
      [after, / {2}x-webhook:[\s\S]*?(?= {2}parameters:)/, ''],
      [destroy, 'x-webhooks:', 'x-webhook: {when: after, timeout: 2}\n  x-webhooks:'],
    ],
    [
      `${before}:`,
      'A webhook without `security: []` takes the credentials of calls',
      '`x-webhooks` speaks of calls',
      'does not require `SdkAppid` in its query',
      'The query does not require `CallbackCommand` with `const: OfficialAccount.CallbackBeforeSendMsg`',
      'The body does not require `CallbackCommand` with `const: OfficialAccount.CallbackBeforeSendMsg`',
      `${after}:`,
      'The webhook has no `x-webhook`',
      `${destroy}:`,
      '`x-webhook` is for what the service sends',
    ],
  ],
  [
    'answers that cannot be given, or have no example',
    [
      [before, 'when: before', 'when: during'],
      [before, '            drop:\n', '            dropped:\n'],
      [before, 'code: 1\n', 'code: 7\n'],
      [before, 'fields: [MsgBody, CloudCustomData]', 'fields: [MessageBody]'],
      [before, 'from: 120001, to: 130000', 'from: 130000, to: 120001'],
      ['webhooks/OfficialAccount/CallbackBeforeCreateOfficialAccount.yaml', 'when: before', 'when: after'],
      ['webhooks/OfficialAccount/CallbackBeforeAddSubscriber.yaml', /( {6})allow:\n/, '$1constructor:\n'],
    ],
    [
      'struct',
      '"before", "after"',
      'chat/webhook-answers',
      'No example under the name `drop` shows this answer. Add one with the ErrorCode 2.',
      'No example under the name `refuse` shows this answer. Add one with the ErrorCode 7.',
      'The answer `replace` has `MessageBody`, which the schema of the answer has not. Use some of ActionStatus',
      'Add one with the ErrorCode 0 and MessageBody.',
      'There is no code from 130000 to 120001',
      'CallbackBeforeCreateOfficialAccount.yaml:',
      'The answer to a webhook after the event is ignored',
      'CallbackBeforeAddSubscriber.yaml:',
      'needs the answer `allow: { code: 0 }`',
      'The answer "constructor" becomes a function of that name',
    ],
  ],
  [
    'an answer that lacks what every answer has, and a key of what may be missing',
    [
      [
        'components/schemas/WebhookAnswer.yaml',
        'required: [ActionStatus, ErrorCode, ErrorInfo]',
        'required: [ErrorCode]',
      ],
      [after, 'key: [Official_Account, MsgKey]', 'key: [Official_Account, CloudCustomData]'],
    ],
    [
      'The schema does not require ActionStatus, ErrorInfo; refer to WebhookAnswer.',
      `${after}:`,
      '`key` names `CloudCustomData`, which the event does not require. Use some of CallbackCommand',
    ],
  ],
  [
    'webhooks of a call that do not exist, or make it answer what it does not list',
    [
      [
        destroy,
        /x-webhooks:\n.*\n/,
        'x-webhooks: [OfficialAccount.CallbackAfterDestroyed, OfficialAccount.CallbackBeforeSendMsg]\n',
      ],
    ],
    [
      `${destroy}:`,
      'chat/webhook-names',
      'There is no webhook OfficialAccount.CallbackAfterDestroyed. Known: OfficialAccount.',
      'OfficialAccount.CallbackBeforeSendMsg can make destroyOfficialAccount answer 10016',
    ],
  ],
  [
    'an address that runs when it is followed',
    [['openapi.yaml', /url: https:\/\/chat-openapi.*/, 'url: "javascript:alert(1)"']],
    ['openapi.yaml:', 'chat/web-address', '"javascript:alert(1)" is no address of a page.'],
  ],
  [
    'an answer whose outcomes cannot be told apart',
    [['components/schemas/Failure.yaml', /not:\n(?: .*\n)+(?=properties)/, 'minProperties: 1\n']],
    ['chat/answer-form', 'oneOf` two: first a success'],
  ],
  [
    'a family that does not exist',
    [['openapi.yaml', 'x-common-errors: [access, account]', 'x-common-errors: [acess, account]']],
    ['openapi.yaml:', '`x-common-errors` names the family "acess"'],
  ],
  [
    'a reference into nothing',
    [[destroy, 'channel.yaml#/130002', 'channel.yaml#/130003']],
    [`${destroy}:`, "Can't resolve $ref"],
  ],
];

/** What is right as well and, last, something that must not be a mere warning. */
const others: [string, Edit[]][] = [
  ['as it is', []],
  ['fields that take the source of their operation', [['components/schemas/Failure.yaml', /x-source: .*\n/g, '\n']]],
  ['a command of capital letters', second('getIpList')],
  ['a read, which has no replay code', [[destroy, / {4}replayCode: .*\n/, '']]],
  [
    'pages, and results of items',
    [
      ...withPages('{items: List, cursor: {Official_Account: Next}, first: {Official_Account: ""}, end: {Next: ""}}'),
      [destroy, '  x-errors:', '  x-item-results: {list: List, code: Result, ok: [0]}\n  x-errors:'],
    ],
  ],
  [
    'a field that is filled in',
    [...withFilled(filled), [destroy, '"@TOA#_test_id"', '"@TOA#_test_id"\n              Number: 7']],
  ],
  ['elements of several forms', withForms(form('One'))],
  ['warnings', [[destroy, 'summary: Terminate', 'summary: "Terminate."\n  x-x: Terminate']]],
];

/** What is said of each copy. One process looks at all of them. */
let reports: Map<string, string>;

const folderOf = (name: string): string => name.replaceAll(/\W+/g, '-');

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-lint-'));
  try {
    const copies = [...others, ...faults];
    for (const [name, edits] of copies) await changeCopy(join(folder, folderOf(name)), edits);
    const files = copies.map(([name]) => `${folderOf(name)}/openapi.yaml`);
    const args = ['lint', ...files, '--config', inRoot('spec', 'redocly.yaml')];
    const more = ['--format', 'stylish', '--max-problems', '10000'];
    const { output } = await runNode(binary('@redocly/cli', 'bin/cli.js'), [...args, ...more], {
      cwd: folder,
      capture: true,
    });
    const parts = output.split(/^validating (?=\S+\/openapi\.yaml\.\.\.$)/m).slice(1);
    reports = new Map(parts.map((part) => [part.slice(0, part.indexOf('/')), part]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  // A bound against hanging.
}, 180_000);

/** A copy of the document in which something was changed. */
async function changeCopy(copy: string, edits: Edit[]): Promise<void> {
  await cp(inRoot('spec'), copy, {
    recursive: true,
    filter: (path) => !/spec.(docs.\w|samples|templates)/.test(path) || path.endsWith('introduction.md'),
  });
  for (const [file, from, to] of edits) {
    if (from === '') {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), to);
      continue;
    }
    const text = await readFile(join(copy, file), 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} does not hold ${from}; the test has to follow the document.`);
    await writeFile(join(copy, file), changed);
  }
}

function reportOn(name: string): string {
  const report = reports.get(folderOf(name));
  if (report === undefined) throw new Error(`The linter does not speak of the copy ${name}.`);
  return report;
}

const isError = /^\s+\d+:\d+\s+error/m;

describe('the rules for the document', () => {
  it('accept the document as it is', async () => {
    expect(reportOn('as it is')).toMatch(/validated in/);
    expect(reportOn('as it is')).not.toMatch(/^\s+\d+:\d+\s/m);
    const args = ['lint', 'openapi.yaml', '--config', 'redocly.yaml'];
    const options = { cwd: inRoot('spec'), capture: true };
    expect(await runNode(binary('@redocly/cli', 'bin/cli.js'), args, options)).toMatchObject({ code: 0 });
  });

  it.each(others.slice(0, -1))('accept %s', (name) => {
    expect(reportOn(name)).not.toMatch(/^\s+\d+:\d+\s/m);
  });

  it.each(faults)('refuse %s, with the place and what to do', (name, _edits, messages) => {
    const report = reportOn(name);
    for (const message of messages) expect(report).toContain(message);
    expect(report).toMatch(isError);
  });

  it('know no warnings', async () => {
    expect(reportOn('warnings')).not.toMatch(/^\s+\d+:\d+\s+warning/m);
    expect(await readFile(inRoot('spec', 'redocly.yaml'), 'utf8')).not.toContain('warn');
  });
});
