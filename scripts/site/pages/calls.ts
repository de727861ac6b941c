/** What all calls have in common: their form, the regions, the credentials. */
import { resolve } from '../../../spec/document.ts';
import type { Block } from '../model/blocks.ts';
import { code, english, type Inline } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { badge } from '../model/sources.ts';
import { type Context, said, startCrumb } from './context.ts';

export function callsPage(context: Context): Page {
  const { language } = context;
  const { t, label, words } = language;
  return {
    path: 'calls.html',
    kind: 'calls',
    title: label('calls.title'),
    description: label('calls.text'),
    heading: t('calls.title'),
    crumbs: [startCrumb(context)],
    intro: [
      { kind: 'paragraph', role: 'lead', text: t('calls.text') },
      { kind: 'prose', text: words.info.description.text, language: words.info.description.tag },
    ],
    aside: form(context),
    blocks: [...regions(context), ...credentials(context)],
  };
}

/** A call and its answers, shown with the first operation. */
function form({ language: { t }, site }: Context): Block[] {
  const [first] = site.api.operations;
  if (first === undefined) return [];
  const query = [
    ...site.api.credentials.map(({ name }) => `${name}=…`),
    ...site.api.parameters.map(({ name, schema }) => `${name}=${schema.const ?? '…'}`),
  ];
  const [request] = Object.values(first.operation.requestBody.content['application/json'].examples);
  const { examples } = first.operation.responses['200'].content['application/json'];
  const body = request === undefined ? {} : resolve(site.document, request).value;
  const answers = ['0', Object.keys(examples).find((key) => key !== '0')].flatMap((key): Block[] => {
    const example = key === undefined ? undefined : examples[key];
    if (key === undefined || example === undefined) return [];
    const text = JSON.stringify(resolve(site.document, example).value, null, 2);
    return [
      { kind: 'answer', title: t('operation.response'), status: `200, ErrorCode ${key}`, isSuccess: key === '0', text },
    ];
  });
  const call = `POST https://<host>/v4/<service>/<command>\n  ?${query.join('\n  &')}\n\n${JSON.stringify(body, null, 2)}`;
  return [{ kind: 'code', title: t('operation.request'), text: call }, ...answers];
}

function regions({ language, site }: Context): Block[] {
  const { t, words } = language;
  return [
    { kind: 'heading', level: 2, id: 'regions', text: t('regions.title') },
    { kind: 'paragraph', text: t('regions.text') },
    {
      kind: 'table',
      name: 'regions',
      heads: ['regions.name', 'regions.host', 'regions.backup'].map((key) => t(key)),
      rows: site.document.servers.map((server) => {
        const source = server['x-backup-source'];
        const isDoubtful = source !== undefined && source.evidence !== 'documented';
        const backup: Inline[] = server['x-backup-url'] === undefined ? [] : [code(server['x-backup-url'])];
        const note: Inline[] = isDoubtful
          ? [' ', badge(language, source.evidence), ' ', { kind: 'small', text: english(source.note ?? '') }]
          : [];
        return {
          id: `region-${server['x-region']}`,
          cells: [
            [code(server['x-region']), ' ', { kind: 'small', text: said(words.region(server['x-region'])) }],
            code(server.url),
            [...backup, ...note],
          ],
        };
      }),
    },
  ];
}

function credentials({ language, site }: Context): Block[] {
  const { t, words } = language;
  const rows = [
    ...site.api.credentials.map(({ name }) => ({ name, type: 'string' })),
    ...site.api.parameters.map(({ name, schema }) => ({ name, type: schema.type ?? String(schema.const ?? '') })),
  ];
  return [
    { kind: 'heading', level: 2, id: 'credentials', text: t('credentials.title') },
    { kind: 'paragraph', text: t('credentials.text') },
    {
      kind: 'table',
      name: 'parameters',
      heads: ['field.parameter', 'field.meaning'].map((key) => t(key)),
      rows: rows.map(({ name, type }) => ({
        id: `query-${name}`,
        cells: [[code(name), ' ', { kind: 'small', text: type }], said(words.parameter(name))],
      })),
    },
  ];
}
