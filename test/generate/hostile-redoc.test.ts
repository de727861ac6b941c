/** The page of Redoc, in a browser, of a document with hostile texts in each field. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readEvidence } from '../../scripts/evidence/evidence.ts';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { asYaml } from '../../scripts/generate/bundle.ts';
import { inRoot } from '../../scripts/paths.ts';
import { site } from '../../scripts/site/site.ts';
import { launchBrowser, noBrowser } from '../browser.ts';
import { untilRedoc } from '../docs/visit.ts';
import { poison } from './hostile-texts.ts';

/** What of a page would run. An image of elsewhere stays an element, which the page's policy lets load nothing. */
function actsOf(root: Element | null): string[] {
  return [...(root?.querySelectorAll('*') ?? [])].flatMap((element) => {
    const handlers = element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'srcdoc');
    const address = element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action') ?? '';
    const isCode = /^\s*(?:javascript|vbscript|data:text)/i.test(address);
    const isFrame = ['IFRAME', 'OBJECT', 'EMBED', 'BASE'].includes(element.tagName);
    return handlers.length > 0 || isCode || isFrame ? [element.outerHTML.slice(0, 200)] : [];
  });
}

it.for([0, 12])('runs and loads nothing of it (%i)', async (shift, context) => {
  if (noBrowser !== undefined) context.skip(noBrowser);
  const docs = await mkdtemp(join(tmpdir(), 'chat-openapi-hostile-redoc-'));
  onTestFinished(() => rm(docs, { recursive: true }));
  const original = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const poisoned = poison(original, shift);
  await site({
    document: poisoned,
    yaml: asYaml(poisoned),
    evidence: evidenceTable(original, await readEvidence()),
    docs,
  });

  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  // What the page's own policy stops goes nowhere.
  const sent = new Set<string>();
  const dialogs: string[] = [];
  page.on('request', (request) => sent.add(request.url()));
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') sent.delete(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    dialog.dismiss();
  });
  await page.goto(`${pathToFileURL(join(docs, 'redoc.html'))}#/channels/destroyofficialaccount`);
  await untilRedoc(page);
  const redoc = page.locator('#redoc');
  await redoc.getByText('Hostile').first().waitFor();
  expect(await redoc.textContent()).toContain('pwned');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'pwned'))).toBeUndefined();
  expect(dialogs).toStrictEqual([]);
  expect([...sent].filter((url) => !/^(?:file|blob|data):/.test(url))).toStrictEqual([]);
  const acts = `(${actsOf})(document.querySelector('#redoc'))`;
  expect(await page.evaluate(acts)).toStrictEqual([]);
  // It would be found.
  await redoc.evaluate((element) => element.append(document.createElement('iframe')));
  expect(await page.evaluate(acts)).toHaveLength(1);
});
