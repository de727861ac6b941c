/** What the user of a mock may say of webhooks. */
import { nearest, quoteName } from '@chat-openapi/openapi/names';

export interface MockWebhookOptions {
  /** Where they are sent to: an address that begins with `http://` or `https://`, or several, each of which gets every event. */
  url: string | readonly string[];
  /**
   * What they are signed with: the token that the receiver has as well. Without one they are not signed.
   *
   * @example process.env.CHAT_WEBHOOK_TOKEN
   */
  token?: string | undefined;
  /**
   * What becomes of an event that is asked for before it happens when no good answer comes in time: it passes, as with the service
   * unless its console says otherwise, or is refused where the webhook can be.
   *
   * @default 'allow'
   */
  onFailure?: 'allow' | 'refuse' | undefined;
  /**
   * How often an event is sent again, a second later each time, when no answer came: 0 to 10. Only what has happened is repeated.
   *
   * @default 0
   */
  retry?: number | undefined;
  /**
   * Whether events are sent in another order than that in which they happened, and some of them twice. The service promises
   * neither. `seed` makes it the same in each run.
   *
   * @default false
   */
  disorder?: boolean | undefined;
}

/** Those that were checked, with their defaults. */
export interface WebhookSettings {
  url: readonly string[];
  token: string | undefined;
  onFailure: 'allow' | 'refuse';
  retry: number;
  disorder: boolean;
}

const known = ['url', 'token', 'onFailure', 'retry', 'disorder'] as const satisfies (keyof MockWebhookOptions)[];
const maxRetry = 10;

/** @throws RangeError that names the option and what was expected. Never quotes an address or the token. */
export function checkWebhookOptions(given: unknown): WebhookSettings {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new RangeError('webhooks must be an object with url, such as { url: "http://127.0.0.1:3000/chat" }.');
  }
  for (const name of Object.keys(given)) {
    if (known.some((other) => other === name)) continue;
    throw new RangeError(
      `webhooks.${quoteName(name)} is not an option.${nearest(name, known)} Known are ${known.join(', ')}.`,
    );
  }
  const {
    url,
    token,
    onFailure = 'allow',
    retry = 0,
    disorder = false,
  }: { [N in (typeof known)[number]]?: unknown } = given;
  const urls: readonly unknown[] = Array.isArray(url) ? url : [url];
  if (urls.length === 0) throw new RangeError('webhooks.url must be an address, or a list with one at least.');
  for (const one of urls) {
    const wrong = whatIsWrong(one);
    if (wrong !== undefined) throw new RangeError(`webhooks.url must be ${wrong}.`);
  }
  if (token !== undefined && !(typeof token === 'string' && token !== '' && token.trim() === token)) {
    throw new RangeError('webhooks.token must be a text that is not empty and has no white space around it.');
  }
  if (onFailure !== 'allow' && onFailure !== 'refuse') {
    throw new RangeError("webhooks.onFailure must be 'allow' or 'refuse'.");
  }
  if (typeof retry !== 'number' || !Number.isInteger(retry) || retry < 0 || retry > maxRetry) {
    throw new RangeError(`webhooks.retry must be a whole number from 0 to ${maxRetry}.`);
  }
  if (typeof disorder !== 'boolean') throw new RangeError('webhooks.disorder must be true or false.');
  const texts = urls.filter((one) => typeof one === 'string');
  return { url: [...new Set(texts)], token, onFailure, retry, disorder };
}

/** What an address has to be that this is not, by the rules of the service's console; undefined when it is right. */
function whatIsWrong(url: unknown): string | undefined {
  const form = 'an address that begins with http:// or https://, such as http://127.0.0.1:3000/chat';
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return form;
  if (/[\s!$&?#]/.test(url)) return 'an address without white space, !, $, &, ? and #: the console takes none of them';
  const { username, password } = new URL(url);
  return username === '' && password === '' ? undefined : 'an address without a user name and a password';
}
