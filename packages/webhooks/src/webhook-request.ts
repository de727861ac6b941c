import type { WebhookCommand, WebhookEvent } from '@chat-openapi/openapi/webhooks';
import { secondsNow, signWebhook } from './signature.ts';

export interface WebhookRequestOptions {
  /** The app whose event it is. */
  sdkAppId: number;
  /** The token to sign with. Without one the request is not signed. */
  token?: string | undefined;
  /**
   * When it is sent, in seconds since 1970.
   *
   * @default the present time
   */
  requestTime?: number | undefined;
  /**
   * The address of the receiver. Its own query is kept.
   *
   * @default 'http://localhost/'
   */
  url?: string | undefined;
  /** @default '127.0.0.1' */
  clientIp?: string | undefined;
  /** @default 'RESTAPI' */
  platform?: string | undefined;
}

/** An event without what is filled in. */
export type WebhookRequestBody<C extends WebhookCommand> = Omit<WebhookEvent<C>, 'CallbackCommand' | 'EventTime'> & {
  readonly EventTime?: number;
};

/**
 * Makes a request as the service sends it, for an app's own tests: `receiver(await webhookRequest(...))`, or `fetch` of it.
 *
 * @param body The event. `CallbackCommand` is filled in, and so is `EventTime` when it is missing.
 * @example
 * await webhookRequest('OfficialAccount.CallbackAfterOfficialAccountFull', { Official_Account: '@TOA#_news' }, { sdkAppId, token })
 */
export function webhookRequest<C extends WebhookCommand>(
  command: C,
  body: WebhookRequestBody<C>,
  options: WebhookRequestOptions,
): Promise<Request>;
/** The same for a webhook that the document does not have. */
export function webhookRequest(command: string, body: object, options: WebhookRequestOptions): Promise<Request>;
export async function webhookRequest(command: string, body: object, options: WebhookRequestOptions): Promise<Request> {
  const { sdkAppId, token, requestTime = secondsNow() } = options;
  const { url = 'http://localhost/', clientIp = '127.0.0.1', platform = 'RESTAPI' } = options;
  const address = new URL(url);
  const query: Record<string, string> = {
    SdkAppid: String(sdkAppId),
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: clientIp,
    OptPlatform: platform,
    ...(token === undefined
      ? {}
      : { Sign: await signWebhook({ token, requestTime }), RequestTime: String(requestTime) }),
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return new Request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ CallbackCommand: command, EventTime: Date.now(), ...body }),
  });
}
