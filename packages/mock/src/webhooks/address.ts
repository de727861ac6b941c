import { hash } from 'node:crypto';
import type { Origin } from './event.ts';

/**
 * The address of a request, with what the service says in its query. Where there is a token, it is signed: the SHA-256 of the
 * token, immediately followed by the time in seconds.
 */
export function addressOf(
  url: string,
  command: string,
  { sdkAppId, clientIp }: Origin,
  token: string | undefined,
): string {
  const query = new URLSearchParams({
    SdkAppid: String(sdkAppId),
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: clientIp,
    OptPlatform: 'RESTAPI',
  });
  if (token !== undefined) {
    const time = String(Math.floor(Date.now() / 1000));
    query.set('Sign', hash('sha256', token + time));
    query.set('RequestTime', time);
  }
  return `${url}?${query}`;
}
