/** Every page of a language, one after the other. */
import type { Page } from '../model/page.ts';
import { callsPage } from './calls.ts';
import { codePage } from './code.ts';
import type { CodeUse } from './code-rows.ts';
import { codesPage } from './codes.ts';
import type { Context } from './context.ts';
import { evidencePage } from './evidence.ts';
import { guidePage } from './guide.ts';
import { operationPage } from './operation.ts';
import { packagePage } from './package.ts';
import { startPage } from './start.ts';
import { tagPage } from './tag.ts';
import { webhookPage, webhooksPage } from './webhook.ts';

/** @param uses What operations make of each code, from `codeUses`. */
export function* pagesOf(context: Context, uses: ReadonlyMap<number, CodeUse>): Generator<Page> {
  const { site, language } = context;
  const { operations, webhooks, sections } = site.api;
  const tags = sections.flatMap((section) => section.tags);
  yield startPage(context);
  yield callsPage(context);
  for (const tag of tags) yield tagPage(context, tag);
  for (const api of operations) {
    yield operationPage(
      context,
      api,
      tags.find((tag) => tag.operations.includes(api)),
    );
  }
  if (webhooks.length > 0) yield webhooksPage(context);
  for (const webhook of webhooks) {
    yield webhookPage(
      context,
      webhook,
      tags.find((tag) => tag.webhooks.includes(webhook)),
    );
  }
  yield codesPage(context, uses);
  for (const use of uses.values()) yield codePage(context, use);
  yield evidencePage(context);
  for (const guide of language.guides) yield guidePage(context, guide);
  for (const one of site.packages) yield packagePage(context, one);
}
