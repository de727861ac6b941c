import type { MockCall } from './calls.ts';
import { asWord, cut, hideKey } from './plain-text.ts';

/** The channel id of an event, as a word; `-` when it has none. */
export function aboutOf(event: unknown): string {
  const id = Object.values(Object(event)).find((value) => typeof value === 'string' && value.startsWith('@TOA#_'));
  return typeof id === 'string' ? asWord(cut(id, 60)) : '-';
}

/** The channel id of a body for a log, also one that is wrong, as it was sent but cut; without the key. */
export function idOf({ body, reason }: MockCall, secretKey: string | undefined): string | undefined {
  const fields: Record<string, unknown> = Object(body);
  const id = Object.values(fields).find((value) => typeof value === 'string' && value.startsWith('@TOA#_'));
  if (typeof id === 'string') return cut(hideKey(id, secretKey), 60);
  const name = ['Official_Account', reason].find((field) => Object.hasOwn(fields, field));
  if (name === undefined) return undefined;
  const wrong = fields[name];
  // So short that it gives nothing away when it is a signature.
  return cut(hideKey(typeof wrong === 'string' ? wrong : JSON.stringify(wrong), secretKey), 20);
}
