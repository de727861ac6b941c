import { maxCharacters } from './inflated.ts';
import { inflateByPlatform } from './platform-inflate.ts';
import { decodeBase64, toStandardAlphabet } from './text-form.ts';

/** What a UserSig states. Nothing of it is proven: only `verifyUserSig` checks that. */
export interface UserSigClaims {
  sdkAppId: number;
  identifier: string;
  /** When it was made, in seconds since 1970. */
  time: number;
  /** For how many seconds it holds from then on. */
  expire: number;
}

/**
 * Reads what a UserSig states, without checking it. Undefined when the text is none; `explainUserSig` says why. A signature
 * that is compressed, as older signers make them, is read where the platform has `DecompressionStream`; elsewhere the
 * answer is undefined.
 */
export async function readUserSig(userSig: string): Promise<UserSigClaims | undefined> {
  const {
    'TLS.sdkappid': sdkAppId,
    'TLS.identifier': identifier,
    'TLS.time': time,
    'TLS.expire': expire,
  } = await readFields(userSig);
  if (!isWhole(sdkAppId) || typeof identifier !== 'string' || !isWhole(time) || !isWhole(expire)) return undefined;
  return { sdkAppId, identifier, time, expire };
}

/**
 * Reads the MAC inside of a UserSig, in base64. It is as secret as the UserSig itself: whoever has it can make that again. For
 * taking it out of texts. Undefined where `readUserSig` would be.
 */
export async function readUserSigMac(userSig: string): Promise<string | undefined> {
  const { 'TLS.sig': mac } = await readFields(userSig);
  return typeof mac === 'string' ? mac : undefined;
}

async function readFields(userSig: string): Promise<Record<string, unknown>> {
  // Where all blocks are stored, nothing has to be inflated.
  for (const contentOf of [storedIn, inflateByPlatform]) {
    try {
      if (userSig.length > maxCharacters) break;
      const stream = decodeBase64(toStandardAlphabet(userSig));
      return Object(JSON.parse(new TextDecoder().decode(await contentOf(stream))));
    } catch {
      // It is none, or is in another form.
    }
  }
  return {};
}

/** What stored blocks hold. JSON has no bytes of 0 and 1: a block begins with one of them, and four bytes of its length follow. */
function storedIn(stream: Uint8Array): Uint8Array {
  let end = 0;
  return stream.subarray(2, -4).filter((byte, at) => {
    if (at >= end && byte < 2) end = at + 5;
    return at >= end;
  });
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
