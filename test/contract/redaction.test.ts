/** What may be shown of an exchange, with a document that has fields of every kind. */
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import type { Exchange } from '../../packages/contract/src/exchange.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { createRedaction } from '../../packages/contract/src/redact.ts';
import type { BundledDocument } from '../../spec/document.ts';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const id = reference('OfficialAccountId');
const isPublic = { 'x-public': 'A counter says nothing of anybody.' };

/** The document with fields of every kind in the request and the success of one operation. */
function richDocument(): { document: BundledDocument; operation: string } {
  const document = structuredClone(readDocument());
  const operation = '/v4/official_account_open_http_svc/destroy_official_account';
  const { post } = document.paths[operation] ?? expect.unreachable();
  const text = (name: string) => ({
    type: 'object',
    required: ['MsgType', name],
    properties: { MsgType: { const: name }, [name]: { type: 'string' } },
  });
  Object.assign(document.components.schemas, {
    Text: text('Text'),
    Custom: text('Custom'),
    Element: {
      oneOf: [reference('Text'), reference('Custom'), reference('Relay')],
      discriminator: { propertyName: 'MsgType' },
    },
    Relay: {
      type: 'object',
      required: ['MsgType', 'MsgBody'],
      properties: { MsgType: { const: 'Relay' }, MsgBody: { type: 'array', items: reference('Element') } },
    },
    RichRequest: {
      type: 'object',
      required: ['Official_Account', 'MsgBody'],
      properties: {
        Official_Account: id,
        Name: { type: 'string', minLength: 3, maxLength: 40, 'x-max-bytes': 60 },
        Offset: { type: 'integer', minimum: 10, maximum: 2_000_000_000 },
        Silent: { type: 'boolean' },
        Level: { type: 'string', enum: ['Public', 'Private'] },
        Count: { type: 'integer', ...isPublic },
        Digits: { type: 'string', pattern: '^[0-9]+$', examples: ['123'] },
        Page: { type: 'string', pattern: '^https?://', examples: ['https://example.com/a'] },
        MsgBody: { type: 'array', minItems: 1, items: reference('Element') },
        Anything: { type: 'object' },
      },
    },
  });
  post.requestBody.content['application/json'].schema = reference('RichRequest');
  Object.assign(document.components.schemas.Success?.properties ?? expect.unreachable(), {
    List: {
      type: 'array',
      items: {
        type: 'object',
        required: ['To_Account'],
        properties: {
          To_Account: { type: 'string', minLength: 1 },
          Official_Account: id,
          JoinTime: { type: 'integer', minimum: 1 },
          ErrorCode: { type: 'integer' },
          ErrorInfo: { type: 'string' },
          Count: { type: 'integer', ...isPublic },
        },
      },
    },
    Kinds: { type: 'array', items: { type: 'string', ...isPublic } },
  });
  return { document, operation };
}

const { document, operation } = richDocument();
const checker = createChecker(document);
const query = new URLSearchParams({ sdkappid: '1', identifier: 'a', usersig: 's', random: '7', contenttype: 'json' });

const request = {
  Official_Account: '@TOA#_canary-channel',
  Name: 'canary-name 名前',
  Offset: 1_234_567_891,
  Silent: true,
  Level: 'Private',
  Count: 12,
  Digits: '998877665544',
  Page: 'https://canary.test/page',
  MsgBody: [
    { MsgType: 'Text', Text: 'canary-text' },
    {
      MsgType: 'Relay',
      MsgBody: [
        { MsgType: 'Custom', Custom: 'canary-custom' },
        { MsgType: 'Text', Text: 'canary-text' },
      ],
    },
  ],
  Anything: { 'canary-name-of-field': { deep: ['canary-deep', 1_234_567_892] } },
};
const answer = {
  ActionStatus: 'OK',
  ErrorCode: 0,
  ErrorInfo: '',
  List: [
    {
      To_Account: 'canary-member',
      Official_Account: '@TOA#_canary-channel',
      JoinTime: 1_234_567_893,
      Count: 7,
      ErrorCode: 130004,
    },
    {
      To_Account: 'canary-other',
      'canary-unknown-field': [{ a: 'canary-inside' }],
      ErrorInfo: 'canary-text is too long',
    },
  ],
  Kinds: ['a kind', 'another'],
  Unknown: 1_234_567_894,
  UnknownToo: false,
};
const canaries = /canary|12345678\d\d|998877/i;

function exchange(
  change: { request?: unknown; answer?: unknown; status?: number; operation?: string | null } = {},
): Exchange {
  const write = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));
  return {
    operation: change.operation === undefined ? operation : change.operation,
    region: 'singapore',
    request: { method: 'POST', path: operation, query, headers: [], body: write(change.request ?? request) },
    answer: {
      status: change.status ?? 200,
      headers: [['x-echo', 'of canary-text']],
      body: write(change.answer ?? answer),
    },
    secrets: [],
  };
}

const redact = (change: Parameters<typeof exchange>[0] = {}) => createRedaction(document).redact(exchange(change));

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

function findingsOf(requestBody: unknown, answerBody: unknown, status = 200) {
  return [
    ...checker.checkRequest({ operation, query, body: textOf(requestBody) }),
    ...checker.checkAnswer({ operation, status, body: answerBody }),
  ];
}

describe('a redacted exchange', () => {
  it('has no value of a body that the document does not show, and no name that it does not know', () => {
    const redacted = redact();
    expect(JSON.stringify(redacted)).not.toMatch(canaries);
    expect(JSON.stringify(redacted)).not.toMatch(/Unknown|deep/);
  });

  it('shows codes, what the document names itself, and what it marks', () => {
    expect(redact().request.body).toMatchObject({
      Level: 'Private',
      Count: 12,
      MsgBody: [{ MsgType: 'Text' }, { MsgType: 'Relay', MsgBody: [{ MsgType: 'Custom' }, { MsgType: 'Text' }] }],
    });
    expect(redact().answer.body).toMatchObject({
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      List: [{ Count: 7, ErrorCode: 130004 }, {}],
      Kinds: ['a kind', 'another'],
    });
  });

  it('shows nothing of a marked field that is of another type than the document says', () => {
    const body = { ...request, Count: 'canary-count', Level: 'canary-level' };
    expect(JSON.stringify(redact({ request: body }))).not.toMatch(canaries);
  });

  it('still fits the document, with a stand-in for each value', () => {
    expect(findingsOf(request, answer).filter(({ severity }) => severity === 'breaking')).toStrictEqual([]);
    const redacted = redact();
    const kinds = (findings: ReturnType<typeof findingsOf>) =>
      findings.map(({ severity, rule }) => `${severity} ${rule}`);
    expect(kinds(findingsOf(redacted.request.body, redacted.answer.body))).toStrictEqual(
      kinds(findingsOf(request, answer)),
    );
    expect(redacted.request.body).toMatchObject({
      Official_Account: '@TOA#_redacted-1',
      Name: 'redacted-2',
      Offset: 10,
      Silent: false,
      Page: 'https://redacted-4',
    });
  });

  it('still breaks the document where it did', () => {
    const wrong = {
      ...request,
      Official_Account: 'no-channel-canary',
      Name: 'canary'.repeat(20),
      Offset: 3,
      Silent: 'canary',
      Digits: 'canary',
      MsgBody: [{ MsgType: 'Text' }],
    };
    const broken = { ...answer, List: [{ To_Account: 1_234_567_891, JoinTime: 0.5 }], Kinds: 'canary' };
    const redacted = redact({ request: wrong, answer: broken });
    const rules = (findings: ReturnType<typeof findingsOf>) =>
      findings.filter(({ severity }) => severity === 'breaking').map(({ pointer, rule }) => `${pointer} ${rule}`);
    expect(rules(findingsOf(wrong, broken)).length).toBeGreaterThan(8);
    expect(rules(findingsOf(redacted.request.body, redacted.answer.body))).toStrictEqual(
      rules(findingsOf(wrong, broken)),
    );
    expect(JSON.stringify(redacted)).not.toMatch(canaries);
  });

  it('has the same stand-in for the same value, and others for others', () => {
    const redacted = redact();
    expect(redacted.request.body).toMatchObject({
      Official_Account: '@TOA#_redacted-1',
      MsgBody: [{ Text: 'redacted-5' }, { MsgBody: [{ Custom: 'redacted-6' }, { Text: 'redacted-5' }] }],
    });
    expect(redacted.answer).toMatchObject({
      headers: { 'x-echo': 'of redacted-5' },
      body: { List: [{ Official_Account: '@TOA#_redacted-1' }, { ErrorInfo: 'redacted-5 is too long' }] },
    });
  });

  it('gives an unknown field the same name in each exchange of a run', () => {
    const redaction = createRedaction(document);
    const first = redaction.redact(exchange({ answer: { ...answer, Later: 1 } })).answer.body;
    const second = redaction.redact(exchange({ answer: { ErrorCode: 0, Later: 1 } })).answer.body;
    const [last = ''] = Object.keys(Object(first)).slice(-1);
    expect(last).toMatch(/^redacted-field-\d$/);
    expect(Object.keys(Object(second))).toStrictEqual(['ErrorCode', last]);
  });

  it('keeps ErrorInfo as text, without what the request said', () => {
    const info = `Channel ${encodeURIComponent('@TOA#_canary-channel')}, "canary-name 名前": no such text canary-text`;
    const { body } = redact({ answer: { ErrorCode: 130004, ActionStatus: 'FAIL', ErrorInfo: info } }).answer;
    expect(body).toStrictEqual({
      ErrorCode: 130004,
      ActionStatus: 'FAIL',
      ErrorInfo: 'Channel @TOA#_redacted-1, "redacted-2": no such text redacted-5',
    });
  });

  it('has a page of a gateway as text, and of other texts nothing', () => {
    const page = '<h1>502</h1><p>canary-text</p>';
    expect(redact({ answer: page, status: 502 }).answer.body).toBe('<h1>502</h1><p>redacted-5</p>');
    for (const [text, status] of [
      ['{"List":[{"To_Account":"canary-member"', 502],
      ['canary of somebody', 200],
      [`<p>${'canary '.repeat(10_000)}`, 502],
      ['"canary"', 200],
      ['["canary", 7]', 200],
      ['{"To_Account":"canary","To_Account":"canary-2","ErrorCode":0}', 200],
    ] as const) {
      const redacted = redact({ answer: text, status });
      expect(JSON.stringify(redacted), text).not.toMatch(canaries);
      expect(
        findingsOf(request, redacted.answer.body, status).map(({ rule }) => rule),
        text,
      ).toStrictEqual(findingsOf(request, text, status).map(({ rule }) => rule));
    }
    expect(JSON.stringify(redact({ request: 'canary' }))).not.toMatch(canaries);
  });

  it('shows of an operation that the document does not have what all have in common', () => {
    const redacted = redact({ operation: null });
    expect(JSON.stringify(redacted)).not.toMatch(canaries);
    expect(redacted.answer.body).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' });
  });

  it('has no value in what was found, unless it may be shown, and no unknown name', () => {
    const wrong = {
      ...request,
      Official_Account: 'canary',
      Offset: 1_234_567_891_000,
      'canary-field': 1,
      Count: 0.5,
      Level: 'canary',
    };
    const broken = {
      ...answer,
      ErrorInfo: { canary: 1 },
      List: [{ To_Account: 7, 'canary-field': 'canary' }, 'canary-item'],
    };
    const redacted = redact({ request: wrong, answer: broken });
    const findings = [
      ...redacted.requestFindings(checker.checkRequest({ operation, query, body: JSON.stringify(wrong) })),
      ...redacted.answerFindings(checker.checkAnswer({ operation, body: JSON.stringify(broken) })),
    ];
    expect(findings.length).toBeGreaterThan(8);
    expect(JSON.stringify(findings)).not.toMatch(canaries);
    expect(findings).toContainEqual(expect.objectContaining({ pointer: '/Official_Account', found: '"redacted-1"' }));
  });

  it('is made of a page of 200 subscribers, and of the deepest body', () => {
    const List = Array.from({ length: 200 }, (_, index) => ({
      To_Account: `canary-member-${index}`,
      Official_Account: `@TOA#_canary-${index}`,
      JoinTime: 1_234_567_800 + index,
    }));
    const page = redact({ answer: { ...answer, List, ErrorInfo: 'canary-member-199' } });
    expect(JSON.stringify(page)).not.toMatch(canaries);
    expect(findingsOf(request, page.answer.body).filter(({ severity }) => severity === 'breaking')).toStrictEqual([]);
    const deep = `{"ErrorCode":0,"A":${'[{"canary":'.repeat(20_000)}0${'}]'.repeat(20_000)}}`;
    expect(JSON.stringify(redact({ answer: deep }))).not.toMatch(canaries);
  });
});
