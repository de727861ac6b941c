/** The page of a code: what it means, what to do, what helps, whether to repeat, and how to see it. */
import { type CatalogueError, isObject, resolve, type Source } from '../../../spec/document.ts';
import type { ApiOperation } from '../../generate/api.ts';
import type { Block } from '../model/blocks.ts';
import { repeatText } from '../model/call-rules.ts';
import { code, type Inline, inLanguage, joined, link, markdown } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { disagreements, retryDot, sources } from '../model/sources.ts';
import { plain } from '../model/words.ts';
import { type CodeUse, codeText, type Override, onOperations, ordinaryOf } from './code-rows.ts';
import {
  type Context,
  codePath,
  neighborsOf,
  operationName,
  operationPath,
  said,
  startCrumb,
  webhookPath,
} from './context.ts';
import { guideLink } from './guide.ts';
import { toolLink } from './package.ts';

/** More operations than these are not told apart on the page of a code. */
const manyOperations = 12;

export function codePage(context: Context, use: CodeUse): Page {
  const { language, site } = context;
  const { t } = language;
  const { error, leading, operations, overrides } = use;
  const ordinary = ordinaryOf(use);
  const first = leading?.error ?? error;
  const others = overrides.filter((override) => override !== leading);
  return {
    path: codePath(error.code),
    kind: 'code',
    title: `${error.code} ${first.name}`,
    description: plain(codeText(context, use, ['meaning', 'remedy'])),
    heading: [error.code, ' ', code(first.name)],
    crumbs: [startCrumb(context), { to: `errors/index.html#${error.code}`, text: t('errors.title') }],
    intro: [
      ...(error.listed === 'former' ? [{ kind: 'paragraph', role: 'note', text: t('error.formerText') } as const] : []),
      ...differences(context, use, ordinary),
    ],
    blocks: [
      ...(leading === undefined ? catalogued(context, use, ordinary) : own(context, leading)),
      ...others.map((override): Block => ({ kind: 'aside', blocks: elsewhere(context, error, override) })),
      ...(leading === undefined ? [] : [inGeneral(context, error, leading)]),
      ...givers(context, use),
      ...refusals(context, error.code),
      ...provoke(context, error.code, use.isCommon ? site.api.operations[0] : (ordinary[0] ?? operations[0])),
    ],
    ...neighborsOf(site.api.errors, error, (other) => ({ to: codePath(other.code), text: other.code })),
  };
}

const operationLink = (context: Context, { id }: ApiOperation): Inline =>
  link(operationPath(id), operationName(context, id));

/** For whoever comes with a code from one of its operations: what each of them means by it, where they differ. */
function differences(context: Context, { error, isCommon, overrides }: CodeUse, ordinary: ApiOperation[]): Block[] {
  const { t, label, errorText } = context.language;
  const isOrdinary = isCommon || ordinary.length > 0;
  if (overrides.length + (isOrdinary ? 1 : 0) < 2) return [];
  const all = [
    ...(isOrdinary
      ? [{ text: errorText(error), on: isCommon ? t('error.elsewhere') : onOperations(context, ordinary) }]
      : []),
    ...overrides.map((one) => ({
      text: errorText(one.error, one.operation.id),
      on: onOperations(context, one.operations),
    })),
  ];
  const key = new Set(all.map(({ text }) => text.meaning)).size > 1 ? 'meaning' : 'remedy';
  return [
    { kind: 'paragraph', text: t(`error.${key}Differs`) },
    {
      kind: 'list',
      items: all.map(({ on, text }) => ({ text: [on, label('join.says'), inLanguage(text.tag, markdown(text[key]))] })),
    },
  ];
}

/** What the catalogue says, of the operations that mean the same by it. */
const catalogued = (context: Context, { error, isCommon, overrides }: CodeUse, ordinary: ApiOperation[]): Block[] => [
  ...(isCommon || overrides.length === 0 ? [] : [onSmall(context, ordinary)]),
  ...account(context, error, isCommon ? [] : ordinary),
];

/** What the operations that give it mean by it. */
const own = (context: Context, { operation, operations, error, sources: where }: Override): Block[] => [
  onSmall(context, operations),
  ...account(context, error, operations, { operation: operation.id, where }),
];

const onSmall = (context: Context, operations: ApiOperation[]): Block => ({
  kind: 'paragraph',
  role: 'small',
  text: onOperations(context, operations),
});

/** What it means on operations that this reference does not have yet. */
function inGeneral(context: Context, error: CatalogueError, leading: Override): Block {
  return {
    kind: 'aside',
    blocks: [
      { kind: 'heading', level: 2, id: 'elsewhere', text: context.language.t('error.elsewhere') },
      ...(error.name === leading.error.name ? [] : [{ kind: 'paragraph', text: code(error.name) } as const]),
      ...account(context, error, [], { level: 3 }),
    ],
  };
}

function elsewhere(context: Context, general: CatalogueError, override: Override): Block[] {
  const { operation, operations, error, sources: where } = override;
  return [
    { kind: 'heading', level: 2, id: operation.id, text: onOperations(context, operations) },
    ...(error.name === general.name ? [] : [{ kind: 'paragraph', text: code(error.name) } as const]),
    ...account(context, error, operations, { operation: operation.id, where, level: 3 }),
  ];
}

/** How the account of a code is given. */
interface Account {
  /** The operation whose texts are shown; the catalogue's own where it is left out. */
  operation?: string;
  /** Where it stands, where that is more than one page. */
  where?: Source[];
  level?: 2 | 3;
}

/** Meaning, remedy, repeat and sources of a code, in general or on some operations. */
function account(
  context: Context,
  error: CatalogueError,
  operations: readonly ApiOperation[],
  { operation, where = [error.source], level = 2 }: Account = {},
): Block[] {
  const { language } = context;
  const { t } = language;
  const text = language.errorText(error, operation);
  const { meaning, remedy, tag } = text;
  const prefix = level === 2 ? '' : `${operation ?? 'elsewhere'}.`;
  const heading = (key: string): Block => ({
    kind: 'heading',
    level,
    id: `${prefix}${key.replace(/^\w+\./, '')}`,
    text: t(key),
  });
  const isDisputed = (error.disagreement ?? []).length > 0;
  return [
    { kind: 'paragraph', role: 'meaning', text: inLanguage(tag, markdown(meaning)) },
    heading('error.remedy'),
    { kind: 'paragraph', text: inLanguage(tag, markdown(remedy)) },
    ...help(context, error),
    heading('error.isRepeatSafe'),
    {
      kind: 'paragraph',
      text: [retryDot(language, error.retry), ' ', code(error.retry), ' ', t(`retry.${error.retry}.why`)],
    },
    ...(error.renews === true ? [renewal(context)] : []),
    ...(error.retry === 'transient' ? idempotence(context, operations) : []),
    ...(isDisputed
      ? [
          heading('error.disagreement'),
          { kind: 'paragraph', text: t('error.disagreementText') } as const,
          disagreements(language, error, text, where),
        ]
      : [heading('source.title'), sources(language, where)]),
  ];
}

/** The guide that helps, and what finds the cause on the reader's machine. */
function help(context: Context, { guide, tool }: CatalogueError): Block[] {
  const { t, label } = context.language;
  const helps: Inline[] = [
    ...(guide === undefined ? [] : [guideLink(context, guide)]),
    ...(tool === undefined ? [] : [toolLink(context, tool)]),
  ];
  return helps.length === 0
    ? []
    : [{ kind: 'paragraph', text: t('error.guide', { guide: joined(helps, label('join.items')) }) }];
}

function renewal({ language: { t } }: Context): Block {
  const guide = link('guides/usersig.html', t('error.renewsGuide'));
  return { kind: 'paragraph', text: t('error.renews', { guide }) };
}

/** For what may have been carried out it depends on the operation. */
function idempotence(context: Context, operations: readonly ApiOperation[]): Block[] {
  const { t } = context.language;
  if (operations.length === 0) return [];
  if (operations.length > manyOperations) return [{ kind: 'paragraph', text: t('error.repeatByOperation') }];
  const items = operations.map((operation) => {
    const { key, code: replay } = repeatText(operation.operation);
    const name = operationLink(context, operation);
    if (replay === undefined) {
      const text = key === 'operation.read' ? 'error.repeatRead' : 'error.repeatUnsafe';
      return { text: t(text, { operation: name }) };
    }
    return { text: t('error.repeatSafe', { operation: name, code: link(codePath(replay), replay) }) };
  });
  return [{ kind: 'list', items }];
}

function givers(context: Context, { isCommon, operations }: CodeUse): Block[] {
  const { t } = context.language;
  const heading: Block = { kind: 'heading', level: 2, id: 'operations', text: t('error.operations') };
  if (isCommon) return [heading, { kind: 'paragraph', text: t('error.everyOperation') }];
  if (operations.length === 0) return [heading, { kind: 'paragraph', text: t('error.noOperation') }];
  return [
    heading,
    { kind: 'list', items: operations.map((operation) => ({ text: operationLink(context, operation) })) },
  ];
}

/** The webhooks whose answer gives it to the caller. */
function refusals({ language, site }: Context, number: number): Block[] {
  const webhooks = site.api.webhooks.filter(({ webhook }) =>
    Object.values(webhook['x-webhook'].answers ?? {}).some(({ given }) => given === number),
  );
  if (webhooks.length === 0) return [];
  const items = webhooks.map(({ name }) => ({
    text: link(`${webhookPath(name)}#answers`, said(language.words.webhook(name, 'summary'))),
  }));
  return [
    { kind: 'heading', level: 2, id: 'webhooks', text: language.t('error.webhooks') },
    { kind: 'list', items },
  ];
}

/** How to see the code without the service. */
function provoke(context: Context, number: number, api: ApiOperation | undefined): Block[] {
  if (api === undefined) return [];
  const { t } = context.language;
  const { document } = context.site;
  const { id, path, operation } = api;
  const [request] = Object.values(operation.requestBody.content['application/json'].examples);
  const value = request === undefined ? {} : resolve(document, request).value;
  const body = isObject(value) ? value : {};
  const answer = operation.responses['200'].content['application/json'].examples[number];
  const url = `http://127.0.0.1:4010${path}?sdkappid=1400000000&identifier=administrator&usersig=any&random=99999999&contenttype=json`;
  const curl = `curl -H 'Prefer: example=${number}' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}' \\\n  '${url}'`;
  const form = link(`${operationPath(id)}?code=${number}#try`, t('try.title'));
  return [
    { kind: 'heading', level: 2, id: 'mock', text: t('error.provoke') },
    { kind: 'paragraph', text: t('error.provokeText', { form }) },
    { kind: 'code', text: curl, language: 'bash' },
    ...('Official_Account' in body
      ? [{ kind: 'paragraph', text: t('error.provokeChannel', { channel: code(`@TOA#_mock_${number}`) }) } as const]
      : []),
    ...(answer === undefined
      ? []
      : [
          {
            kind: 'answer',
            title: t('operation.response'),
            status: `200, ErrorCode ${number}`,
            isSuccess: false,
            text: JSON.stringify(resolve(document, answer).value, null, 2),
          } as const,
        ]),
  ];
}
