/** The settings that may change while the mock runs. */
import { nearest, quoteName } from '@chat-openapi/openapi/names';
import { checkOptions, type Settings } from './settings.ts';
import type { MockWebhookOptions, WebhookSettings } from './webhooks/options.ts';

/** How the mock treats its calls from now on; what the options of the same names mean. */
export interface MockSettings {
  latency: number | readonly [min: number, max: number];
  failRate: number;
  strict: boolean;
  rateLimit: number | boolean;
  /** Only in a mock that was started with webhooks. What is not named stays; the token cannot be changed. */
  webhooks?: MockWebhookSettings;
}

export type MockWebhookSettings = Partial<Omit<MockWebhookOptions, 'token'>>;

const names = ['latency', 'failRate', 'strict', 'rateLimit', 'webhooks'] as const;
const webhookNames = ['url', 'onFailure', 'retry', 'disorder'] as const satisfies (keyof MockWebhookSettings)[];

/** Those of the settings that may change, as they are now. */
export function changeable({ latency, failRate, strict, rateLimit, webhooks }: Settings): MockSettings {
  return { latency, failRate, strict, rateLimit, ...(webhooks === undefined ? {} : { webhooks: shown(webhooks) }) };
}

const shown = ({ url, onFailure, retry, disorder }: WebhookSettings): MockWebhookSettings => ({
  url,
  onFailure,
  retry,
  disorder,
});

/**
 * Changes settings in place, all or none of them.
 *
 * @throws RangeError for what cannot be changed, or not to this.
 */
export function changeSettings(settings: Settings, changes: Partial<MockSettings>): void {
  checkNames(changes, '', names);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const webhooks = mergeWebhooks(settings.webhooks, given.webhooks);
  const checked = checkOptions({ ...changeable(settings), ...given, webhooks });
  const { latency, failRate, strict, rateLimit } = checked;
  Object.assign(settings, { latency, failRate, strict, rateLimit, webhooks: checked.webhooks });
}

function mergeWebhooks(current: WebhookSettings | undefined, changes: unknown): MockWebhookOptions | undefined {
  if (changes === undefined) return current;
  if (current === undefined) {
    throw new RangeError('webhooks cannot be changed in a mock that was started without an address for them.');
  }
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
    throw new RangeError(`webhooks must be an object with some of ${webhookNames.join(', ')}.`);
  }
  checkNames(changes, 'webhooks.', webhookNames);
  return { ...current, ...changes };
}

function checkNames(changes: object, place: string, known: readonly string[]): void {
  const wrong = Object.keys(changes).find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const nearby = nearest(wrong, known);
  throw new RangeError(
    `${place}${quoteName(wrong)} cannot be changed while the mock runs.${nearby} ${known.join(', ')} can.`,
  );
}
