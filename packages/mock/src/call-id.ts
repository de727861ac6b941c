import type { MockCall } from './calls.ts';
import { asWord, cut } from './plain-text.ts';

/** How much of an id is looked through for secrets. No more of it is shown. */
const maxRead = 500;

/** The channel id of an event, as a word; `-` when it has none. */
export function aboutOf(event: unknown, hide: (text: string) => string): string {
  const id = Object.values(Object(event)).find((value) => typeof value === 'string' && value.startsWith('@TOA#_'));
  return typeof id === 'string' ? asWord(cut(hide(id.slice(0, maxRead)), 60)) : '-';
}

/** The channel id of a body for a log, also one that is wrong, as it was sent but cut. */
export function idOf({ body, reason }: MockCall, hide: (text: string) => string): string | undefined {
  const fields: Record<string, unknown> = Object(body);
  const id = Object.values(fields).find((value) => typeof value === 'string' && value.startsWith('@TOA#_'));
  if (typeof id === 'string') return cut(hide(id.slice(0, maxRead)), 60);
  const name = ['Official_Account', reason].find((field) => Object.hasOwn(fields, field));
  if (name === undefined) return undefined;
  const wrong = fields[name];
  // So short that it gives nothing away when it is a signature.
  return cut(hide((typeof wrong === 'string' ? wrong : JSON.stringify(wrong)).slice(0, maxRead)), 20);
}
