import { fromBase64, toStandardAlphabet } from './text-form.ts';
import { inflate } from './zlib.ts';

/** What a UserSig states. Nothing of it is proven: only `verifyUserSig` checks that. */
export interface UserSigClaims {
  sdkAppId: number;
  identifier: string;
  /** When it was made, in seconds since 1970. */
  time: number;
  /** For how many seconds it holds from then on. */
  expire: number;
}

/** Reads what a UserSig states, without checking it. Undefined when the text is none; `explainUserSig` says why. */
export async function readUserSig(userSig: string): Promise<UserSigClaims | undefined> {
  const bytes = userSig.length > 16 * 1024 ? undefined : fromBase64(toStandardAlphabet(userSig));
  if (bytes === undefined) return undefined;
  const inflated = await inflate(Uint8Array.from(bytes), 'deflate');
  if (inflated.kind !== 'bytes') return undefined;
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(inflated.bytes));
    const {
      'TLS.sdkappid': sdkAppId,
      'TLS.identifier': identifier,
      'TLS.time': time,
      'TLS.expire': expire,
    }: Record<string, unknown> = Object(document);
    if (typeof sdkAppId !== 'number' || typeof identifier !== 'string') return undefined;
    if (typeof time !== 'number' || typeof expire !== 'number') return undefined;
    return { sdkAppId, identifier, time, expire };
  } catch {
    return undefined;
  }
}
