import { explainUserSig, readUserSig, type UserSigFinding } from '@chat-openapi/usersig';
import type { Settings } from './options.ts';
import type { Refusal } from './refusal.ts';

export type Query = Readonly<Record<string, string | string[]>>;

/** The query parameters that say who calls. */
export interface Caller {
  sdkAppId: number;
  identifier: string;
  userSig: string;
}

/** Checks who calls, as far as the mock was told what to check. */
export type CheckCredentials = (query: Query, host: string | undefined) => Promise<Refusal | Caller> | Refusal | Caller;

/** How many signatures that were found to be right are remembered. */
const mostSignatures = 1000;

export function createCredentialCheck(settings: Settings): CheckCredentials {
  const { sdkAppId: ownApp, secretKey, admins, region, regionHosts } = settings;
  /** Signatures that are right, until the second in which they end. */
  const good = new Map<string, number>();

  const checkSignature = async (caller: Caller): Promise<Refusal | Caller> => {
    const { sdkAppId, identifier, userSig } = caller;
    const key = `${sdkAppId} ${userSig} ${identifier}`;
    const now = Date.now() / 1000;
    if ((good.get(key) ?? 0) > now) return caller;
    const [finding] = await explainUserSig(userSig, { sdkAppId, identifier, secretKey: secretKey ?? '' });
    if (finding !== undefined) {
      good.delete(key);
      return refusalOf(finding);
    }
    const claims = await readUserSig(userSig);
    if (good.size >= mostSignatures) good.clear();
    if (claims !== undefined) good.set(key, claims.time + claims.expire);
    return caller;
  };

  return (query, host) => {
    const caller = readCaller(query);
    if ('code' in caller) return caller;
    const { sdkAppId, identifier } = caller;
    if (ownApp !== undefined && sdkAppId !== ownApp) {
      return {
        code: 70020,
        reason: 'sdk-app-id-unknown',
        info: `This mock knows the SDKAppID ${ownApp} only, not ${sdkAppId}.`,
      };
    }
    const called = regionHosts.get(host?.replace(/:\d+$/, '').toLowerCase() ?? '');
    if (region !== undefined && called !== undefined && called !== region) {
      return {
        code: 60026,
        reason: 'region',
        info: `The host is that of ${called}, the app belongs to ${region}. Call the host of ${region}.`,
      };
    }
    if (admins !== undefined && !admins.includes(identifier)) {
      return {
        code: 60010,
        reason: 'not-admin',
        info: `${JSON.stringify(identifier)} is no administrator of the app. Administrators are ${admins.join(', ')}.`,
      };
    }
    return secretKey === undefined ? caller : checkSignature(caller);
  };
}

function readCaller(query: Query): Refusal | Caller {
  const { sdkappid, identifier, usersig } = query;
  const wrong = (name: string, value: string | string[] | undefined): Refusal => ({
    code: name === 'sdkappid' && value === undefined ? 60012 : 60025,
    reason: name,
    info: `${name} ${Array.isArray(value) ? 'comes more than once' : value === undefined ? 'is missing' : 'is empty'}. Put it into the query string of the URL, once.`,
  });
  if (typeof sdkappid !== 'string' || sdkappid === '') return wrong('sdkappid', sdkappid);
  if (typeof identifier !== 'string' || identifier === '') return wrong('identifier', identifier);
  if (typeof usersig !== 'string' || usersig === '') return wrong('usersig', usersig);
  const sdkAppId = /^[1-9]\d*$/.test(sdkappid) ? Number(sdkappid) : Number.NaN;
  if (!Number.isSafeInteger(sdkAppId)) {
    return {
      code: 60025,
      reason: 'sdkappid',
      info: 'sdkappid is not a whole number. Send the SDKAppID of the console.',
    };
  }
  return { sdkAppId, identifier, userSig: usersig };
}

function refusalOf({ code, reason, found, expected, remedy }: UserSigFinding): Refusal {
  return {
    code,
    reason: `usersig-${reason}`,
    info: `The UserSig is refused: found ${found}, expected ${expected}. ${remedy}`,
  };
}
