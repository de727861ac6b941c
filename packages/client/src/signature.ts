import { readUserSig, readUserSigMac, signUserSig } from '@chat-openapi/usersig';
import { ChatConfigError } from './errors.ts';
import { mayShareTimers } from './runtime.ts';
import { isUserSig, type Settings } from './settings.ts';

/** A signature, with what follows from it for each request that carries it. */
export interface Signature {
  userSig: string;
  /** The query of a request up to the value of `random`. */
  query: string;
  /** The key that it was made with here. */
  secretKey: string | undefined;
}

/** Texts that must not appear anywhere: the signatures that a call has used, the MACs in them, and the key. */
export async function secretsOf(signatures: readonly Signature[]): Promise<string[]> {
  const macs = await Promise.all(signatures.map(({ userSig }) => readUserSigMac(userSig)));
  const secrets = signatures.flatMap(({ userSig, secretKey }) => [userSig, secretKey]);
  return [...new Set([...secrets, ...macs])].filter((secret) => secret !== undefined);
}

export interface SignatureSource {
  /** The signature for the next request; not a promise when there is a current one. */
  current(): Signature | Promise<Signature>;
  /** Drops a signature that the service calls expired. False when there is no way to get another. */
  renew(refused: Signature): boolean;
}

/** A signature that is made here holds for a day, in seconds. */
const validity = 24 * 60 * 60;
/** It is renewed when this part of its time is left, so that none is used near its end. */
const margin = 0.1;

/** @param clock Milliseconds since 1970. */
export function createSignatureSource(settings: Settings, clock: () => number = Date.now): SignatureSource {
  const { userSig, secretKey, sdkAppId, identifier } = settings;
  const signature = (text: string): Signature => ({
    userSig: text,
    query: `sdkappid=${sdkAppId}&identifier=${encodeURIComponent(identifier)}&usersig=${text}&contenttype=json&random=`,
    secretKey,
  });
  if (typeof userSig === 'string') {
    const fixed = signature(userSig);
    return { current: () => fixed, renew: () => false };
  }

  /** Makes a signature, and says until when it may be used, in milliseconds since 1970. */
  const make = async (): Promise<{ made: Signature; until: number }> => {
    const now = clock();
    if (secretKey !== undefined) {
      const text = await signUserSig({ sdkAppId, secretKey, identifier, expiresIn: validity, now: now / 1000 });
      return { made: signature(text), until: now + validity * (1 - margin) * 1000 };
    }
    const given: unknown = await userSig?.();
    if (!isUserSig(given)) {
      throw new ChatConfigError(
        'the userSig function gave something else than a signature (letters, digits, *, - and _).',
      );
    }
    const claims = await readUserSig(given);
    // A signature that cannot be read is not kept: the service will say what is wrong with it.
    const until = claims === undefined ? now : (claims.time + claims.expire * (1 - margin)) * 1000;
    return { made: signature(given), until };
  };

  let current: Signature | undefined;
  let renewAt = 0;
  let pending: Promise<Signature> | undefined;
  const shares = mayShareTimers();
  const renewed = async (): Promise<Signature> => {
    const { made, until } = await make();
    current = made;
    renewAt = until;
    return made;
  };
  return {
    current() {
      if (current !== undefined && clock() < renewAt) return current;
      // Not on Workers: a promise made for one request dies with it.
      if (!shares) return renewed();
      pending ??= renewed().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    renew(refused) {
      if (current === refused) current = undefined;
      return true;
    },
  };
}
