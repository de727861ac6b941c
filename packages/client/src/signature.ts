import { readUserSig, readUserSigMac, signChecked, whatCame } from '@chat-openapi/usersig';
import { CallersOwn } from './callers-own.ts';
import { mayShareTimers } from './runtime.ts';
import type { Settings } from './settings.ts';
import { isUserSig, userSigForm } from './user-sig-form.ts';

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
  /**
   * The signature for the next request; not a promise when there is a current one. Rejects with a `SignatureFault`, or with
   * what the user's function threw as the caller's own.
   */
  current(): Signature | Promise<Signature>;
  /** Says that a call does not wait for this signature any more: it may never come, so the next call asks anew. */
  giveUp(pending: Promise<Signature>): void;
  /** Drops a signature that the service calls expired. False when there is no way to get another. */
  renew(refused: Signature): boolean;
}

/** Why there is no signature. Each call that waited makes an error of its own from it. */
export class SignatureFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A signature that is made here holds for a day, in seconds. */
const validity = 24 * 60 * 60;
/** How far a clock may be set back, in milliseconds, before a signature of a later moment is made anew. */
const maxSetBack = 5 * 60 * 1000;
/** It is renewed when this part of its time is left, so that none is used near its end. */
const margin = 0.1;

/** A signature, and between which moments it may be used, in milliseconds since 1970. */
interface Kept {
  readonly made: Signature;
  readonly since: number;
  readonly until: number;
}

/** @param clock Milliseconds since 1970. */
export function createSignatureSource(settings: Settings, clock: () => number = () => Date.now()): SignatureSource {
  const { userSig } = settings;
  const isFixed = typeof userSig === 'string';
  let kept: Kept | undefined;
  if (isFixed) kept = { made: signatureOf(settings, userSig), since: 0, until: Number.POSITIVE_INFINITY };
  let pending: Promise<Signature> | undefined;
  const shares = mayShareTimers();
  const renewed = async (): Promise<Signature> => {
    const next = await make(settings, clock());
    // One that comes late must not take the place of a newer one.
    if (kept === undefined || next.until > kept.until) kept = next;
    return next.made;
  };
  return {
    current() {
      const now = clock();
      if (kept !== undefined && now < kept.until && now > kept.since - maxSetBack) return kept.made;
      kept = undefined;
      // Not on Workers: a promise made for one request dies with it.
      if (!shares) return renewed();
      if (pending !== undefined) return pending;
      const asked = renewed();
      pending = asked;
      const end = (): void => {
        if (pending === asked) pending = undefined;
      };
      asked.then(end, end);
      return asked;
    },
    giveUp(given) {
      if (pending === given) pending = undefined;
    },
    renew(refused) {
      if (!isFixed && kept?.made === refused) kept = undefined;
      return !isFixed;
    },
  };
}

function signatureOf({ sdkAppId, identifier, secretKey }: Settings, userSig: string): Signature {
  return {
    userSig,
    query: `sdkappid=${sdkAppId}&identifier=${encodeURIComponent(identifier)}&usersig=${userSig}&contenttype=json&random=`,
    secretKey,
  };
}

async function make(settings: Settings, now: number): Promise<Kept> {
  const { userSig, secretKey, sdkAppId, identifier } = settings;
  if (secretKey !== undefined) {
    const time = Math.floor(now / 1000);
    const text = await signChecked({ sdkAppId, identifier, time, expire: validity }, secretKey).catch(() => {
      throw new SignatureFault('the signature could not be made: crypto.subtle fails or is missing.');
    });
    return { made: signatureOf(settings, text), since: now, until: now + validity * (1 - margin) * 1000 };
  }
  const given = await ask(userSig);
  if (!isUserSig(given)) {
    throw new SignatureFault(`the userSig function must give ${userSigForm}. ${whatCame(given, true)}`);
  }
  const claims = await readUserSig(given);
  // A signature that cannot be read is not kept: the service will say what is wrong with it.
  const until = claims === undefined ? now : (claims.time + claims.expire * (1 - margin)) * 1000;
  return { made: signatureOf(settings, given), since: now, until };
}

async function ask(userSig: Settings['userSig']): Promise<unknown> {
  try {
    return typeof userSig === 'function' ? await userSig() : userSig;
  } catch (error) {
    throw new CallersOwn(error);
  }
}
