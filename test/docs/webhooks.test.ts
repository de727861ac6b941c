/** Pages of a document that describes webhooks, which the bundled one need not do. */
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { menu } from '../../scripts/site/html/menu.ts';
import { pageMain } from '../../scripts/site/html/page.ts';
import { readLanguages } from '../../scripts/site/languages.ts';
import { pageMarkdown } from '../../scripts/site/markdown/page.ts';
import { pagesOf } from '../../scripts/site/pages/all.ts';
import { codeUses } from '../../scripts/site/pages/code-rows.ts';
import { createView, type Site } from '../../scripts/site/view.ts';
import { noAssets } from './no-assets.ts';

const name = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';
const webhook = {
  tags: ['channels'],
  summary: 'A channel was terminated',
  description: 'Sent *after* the fact. Not in any order.',
  parameters: [{ name: 'SdkAppid', in: 'query', description: 'The app.', schema: { type: 'string' } }],
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['EventTime'],
          properties: { EventTime: { type: 'integer', description: 'When.' } },
        },
        examples: { one: { summary: 'One', value: { EventTime: 1669872112 } } },
      },
    },
  },
  responses: {
    '200': {
      description: 'Anything will do.',
      content: {
        'application/json': {
          schema: { type: 'object', properties: { ErrorCode: { type: 'integer', const: 0 } } },
          examples: { allow: { summary: 'It goes on', value: { ErrorCode: 0 } } },
        },
      },
    },
  },
  'x-source': { page: '1047/60798', date: '2024-06-18', evidence: 'documented' },
  'x-webhook': {
    when: 'before',
    timeout: 7,
    key: ['EventTime'],
    answers: {
      allow: { code: 0 },
      refuse: { code: 1, given: 130004, own: { from: 120001, to: 130000 } },
      replace: { code: 0, fields: ['MsgBody'] },
    },
  },
};

/** The texts without their translations, which are of other webhooks. */
let texts: string;
beforeAll(async () => {
  texts = await mkdtemp(join(tmpdir(), 'chat-openapi-texts-'));
  await symlink(inRoot('spec', 'docs', 'en'), join(texts, 'en'), 'junction');
});
afterAll(() => rm(texts, { recursive: true }));

async function siteWith(webhooks: object, triggered: string[]): Promise<Site> {
  const document = { ...JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8')), webhooks };
  for (const item of Object.values(document.paths)) Object(item).post['x-webhooks'] = triggered;
  const api = readApi(document);
  const languages = await readLanguages(texts, api);
  return { api, document, languages, evidence: evidenceTable(document, []), packages: [], assets: noAssets };
}

/** Each page of the English site as HTML and as Markdown, with its menu. */
function write(site: Site): Map<string, { html: string; markdown: string; menu: string }> {
  const [language] = site.languages;
  if (language === undefined) throw new Error('There is no English.');
  return new Map(
    [...pagesOf({ site, language }, codeUses(site))].map((page) => {
      const view = createView(site, language, page.path);
      return [
        page.path,
        { html: pageMain(view, page).markup, markdown: pageMarkdown(view, page), menu: menu(view).markup },
      ];
    }),
  );
}

it('a webhook of the document has a page with its query, fields, answer, example and source', async () => {
  const page = write(await siteWith({ [name]: { post: webhook } }, [name])).get(`webhooks/${name}.html`);
  for (const part of [
    'A channel was terminated',
    '<em>after</em>',
    'SdkAppid',
    'id="request.EventTime"',
    'When.',
    '1669872112',
    'Anything will do.',
    'id="response.ErrorCode"',
    'Vendor page 1047/60798',
    '../operations/destroyOfficialAccount.html',
  ]) {
    expect(page?.html).toContain(part);
  }
  for (const part of [
    '# A channel was terminated',
    '`EventTime` (integer, required): When.',
    '`SdkAppid`',
    '1669872112',
  ]) {
    expect(page?.markdown).toContain(part);
  }
  expect(page?.menu).toContain(`<a href="../webhooks/${name}.html" aria-current="page">A channel was terminated</a>`);
});

it('it says when it is sent, how long the answer is awaited, what tells events apart, and what each answer does', async () => {
  const page = write(await siteWith({ [name]: { post: webhook } }, [name])).get(`webhooks/${name}.html`);
  for (const part of [
    'Before the event',
    '7 seconds',
    'Decides what happens',
    '<code>EventTime</code>',
    'id="answers.allow"',
    'It goes on',
    '120001 to 130000',
    '../errors/130004.html',
    '<code>replace()</code>',
    'createWebhookReceiver',
    'curl',
  ]) {
    expect(page?.html, part).toContain(part);
  }
  for (const part of [
    'Before the event',
    '7 seconds',
    '| `refuse()` | 1 or 120001 to 130000',
    'createWebhookReceiver',
  ]) {
    expect(page?.markdown, part).toContain(part);
  }
});

it('a code that an answer leads to links it', async () => {
  const page = write(await siteWith({ [name]: { post: webhook } }, [name])).get('errors/130004.html');
  expect(page?.html).toContain(`href="../webhooks/${name}.html#answers"`);
});

it('one that comes after the fact says that its answer is ignored', async () => {
  const after = { ...webhook, 'x-webhook': { when: 'after', timeout: 2 } };
  const page = write(await siteWith({ [name]: { post: after } }, [name])).get(`webhooks/${name}.html`);
  for (const part of ['After the event', 'Is ignored', 'The whole event']) expect(page?.html).toContain(part);
  expect(page?.html).not.toContain('id="answers"');
});

it('it stands in the list of webhooks, under its tag, on the start page, and on the operation that triggers it', async () => {
  const pages = write(await siteWith({ [name]: { post: webhook } }, [name]));
  for (const path of ['webhooks/index.html', 'tags/channels.html', 'operations/destroyOfficialAccount.html']) {
    expect(pages.get(path)?.html, path).toContain(`href="../webhooks/${name}.html"`);
  }
  expect(pages.get('index.html')?.html).toContain('href="webhooks/index.html"');
  expect(pages.get('index.html')?.menu).toContain('href="webhooks/index.html"');
});

it('one that no tag has stands among the others', async () => {
  const { tags: _, ...untagged } = webhook;
  const pages = write(await siteWith({ [name]: { post: untagged } }, []));
  expect(pages.get('webhooks/index.html')?.html).toContain(`href="../webhooks/${name}.html"`);
});

it('a document without webhooks has no place for them', async () => {
  const pages = write(await siteWith({}, []));
  expect([...pages.keys()].filter((path) => path.startsWith('webhooks/'))).toStrictEqual([]);
  expect(pages.get('index.html')?.html).not.toContain('id="webhooks"');
  expect(pages.get('index.html')?.menu).not.toContain('href="webhooks/');
});
