/** The samples of every webhook, made from templates over its example: a receiver, and a request to try it with. */
import { readFileSync } from 'node:fs';
import { type BundledDocument, type BundledWebhook, isObject, resolve } from '../document.ts';
import type { CodeSample } from './sample-files.ts';

const kinds: Record<string, Omit<CodeSample, 'source'>> = {
  'webhook.typescript.ts': { lang: 'typescript', label: 'TypeScript' },
  'webhook.curl.sh': { lang: 'shell', label: 'curl' },
};

/** The samples of a webhook; empty when the document does not have it. */
export function webhookSamples(document: BundledDocument, command: string): CodeSample[] {
  const post = document.webhooks?.[command]?.post;
  if (post === undefined) return [];
  const [example] = Object.values(post.requestBody.content['application/json'].examples);
  const event = example === undefined ? {} : resolve(document, example).value;
  const values: Record<string, string> = {
    command,
    handler: handlerOf(command, post, isObject(event) ? event : {}),
    body: JSON.stringify(event).replaceAll("'", "'\\''"),
  };
  return Object.entries(kinds).map(([file, kind]) => {
    const template = readFileSync(new URL(`../templates/${file}.template`, import.meta.url), 'utf8');
    return { ...kind, source: template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '') };
  });
}

/** Before an event the handler answers, after it the handler shows what tells it from others. */
function handlerOf(command: string, { 'x-webhook': rules }: BundledWebhook, event: object): string {
  const fields = Object.keys(event).filter((name) => name !== 'CallbackCommand' && name !== 'EventTime');
  const shown = (rules.key ?? fields.slice(0, 1)).map((name) => `event.${name}`).join(', ');
  if (rules.when === 'after') return `'${command}': (event) => console.log(${shown}),`;
  const names = Object.keys(rules.answers ?? {});
  const refusal = names.includes('refuse') ? ` // Or refuse('…')${others(names)}.` : '';
  return `'${command}': (event, { allow }) => {\n      console.log(${shown});\n      return allow();${refusal}\n    },`;
}

function others(names: readonly string[]): string {
  const more = names.filter((name) => name !== 'allow' && name !== 'refuse').map((name) => `${name}()`);
  return more.length === 0 ? '' : `, ${more.join(', ')}`;
}
