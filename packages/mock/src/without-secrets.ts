import { createRedact, readUserSigMac } from '@chat-openapi/usersig';
import { Refusal } from './refusal.ts';

/** The refusal without key, signature and MAC, which it may quote from a path, a name or an identifier. */
export async function withoutSecrets(
  refusal: Refusal,
  target: string,
  secretKey: string | undefined,
): Promise<Refusal> {
  const { code, reason, info } = refusal;
  if (info === undefined) return refusal;
  const signatures = [...target.matchAll(/usersig(?:=|%3d)([^&#]*)/gi)].map(([, value = '']) => decode(value));
  const macs = await Promise.all(signatures.map(readUserSigMac));
  const secrets = [secretKey, ...signatures, ...macs].filter((secret) => secret !== undefined);
  return new Refusal({ code, reason, info: createRedact(secrets)(info) });
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
