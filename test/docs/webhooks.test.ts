import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { readLanguages } from '../../scripts/site/languages.ts';
import { reference } from '../../scripts/site/pages/reference.ts';
import { menu } from '../../scripts/site/parts/menu.ts';
import { createView, type View } from '../../scripts/site/view.ts';

const webhook = {
  summary: 'A channel was terminated',
  description: 'Sent *after* the fact.',
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['EventTime'],
          properties: { EventTime: { type: 'integer', description: 'When.' } },
        },
      },
    },
  },
};

async function viewWith(webhooks: object): Promise<View> {
  const document = { ...JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8')), webhooks };
  const api = readApi(document);
  const languages = await readLanguages(inRoot('spec', 'docs'), api);
  const evidence = evidenceTable(document, []);
  const [english] = languages;
  if (english === undefined) throw new Error('There is no English.');
  return createView({ api, document, languages, evidence, assets: { styles: [], script: '' } }, english, 'index.html');
}

it('webhooks of the document stand in the reference with their fields, and in its contents', async () => {
  const view = await viewWith({ 'OfficialAccount.CallbackAfterOfficialAccountDestroyed': { post: webhook } });
  const { markup } = reference(view);
  for (const part of ['A channel was terminated', 'Sent <em>after</em> the fact.', '<code>EventTime</code>', 'When.']) {
    expect(markup).toContain(part);
  }
  expect(markup).toContain('id="OfficialAccount.CallbackAfterOfficialAccountDestroyed"');
  expect(menu(view).markup).toContain('href="#webhooks"');
});

it('a document without webhooks has no place for them', async () => {
  const view = await viewWith({});
  expect(reference(view).markup).not.toContain('id="webhooks"');
  expect(menu(view).markup).not.toContain('#webhooks');
});
