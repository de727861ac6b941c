/** Who calls: the query parameters that say so, and whether app, region, user and signature are right. */
import { explainUserSig, readUserSig, type UserSigFinding } from '@chat-openapi/usersig';
import { BoundedMap } from './bounded-map.ts';
import type { Query } from './query.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** The query parameters that say who calls. */
export interface Caller {
  sdkAppId: number;
  identifier: string;
  userSig: string;
}

/** Checks who calls, as far as the settings say what to check. */
export type CheckCredentials = (query: Query, host: string | undefined) => Promise<Refusal | Caller> | Refusal | Caller;

/** How many signatures that were found to be right are remembered. */
const maxSignatures = 1000;

export function createCredentialCheck(settings: Settings): CheckCredentials {
  const { secretKey } = settings;
  /** Signatures that are right, until the second in which they end. */
  const good = new BoundedMap<number>(maxSignatures);
  return (query, host) => {
    const caller = readCaller(query);
    if (caller instanceof Refusal) return caller;
    const refusal = refuseCaller(caller, host, settings);
    if (refusal !== undefined) return refusal;
    return secretKey === undefined ? caller : checkSignature(caller, secretKey, good);
  };
}

function refuseCaller(caller: Caller, host: string | undefined, settings: Settings): Refusal | undefined {
  const { sdkAppId: ownApp, admins, region, regionHosts } = settings;
  const { sdkAppId, identifier } = caller;
  if (ownApp !== undefined && sdkAppId !== ownApp) {
    return new Refusal({
      code: 70020,
      reason: 'sdk-app-id-unknown',
      info: `This mock knows the SDKAppID ${ownApp} only, not ${sdkAppId}.`,
    });
  }
  const called = regionHosts.get(host?.replace(/:\d+$/, '').toLowerCase() ?? '');
  if (region !== undefined && called !== undefined && called !== region) {
    return new Refusal({
      code: 60026,
      reason: 'region',
      info: `The host is that of ${called}, the app belongs to ${region}. Call the host of ${region}.`,
    });
  }
  if (admins !== undefined && !admins.includes(identifier)) {
    return new Refusal({
      code: 60010,
      reason: 'not-admin',
      info: `${JSON.stringify(identifier)} is no administrator of the app. Administrators are ${admins.join(', ')}.`,
    });
  }
  return undefined;
}

async function checkSignature(caller: Caller, secretKey: string, good: Map<string, number>): Promise<Refusal | Caller> {
  const { sdkAppId, identifier, userSig } = caller;
  const key = `${sdkAppId} ${userSig} ${identifier}`;
  const now = Date.now() / 1000;
  if ((good.get(key) ?? 0) > now) return caller;
  const [finding] = await explainUserSig(userSig, { sdkAppId, identifier, secretKey });
  if (finding !== undefined) {
    good.delete(key);
    return refuseSignature(finding);
  }
  const claims = await readUserSig(userSig);
  if (claims !== undefined) good.set(key, claims.time + claims.expire);
  return caller;
}

function readCaller(query: Query): Refusal | Caller {
  const { sdkappid, identifier, usersig } = query;
  if (typeof sdkappid !== 'string' || sdkappid === '') return refuseParameter('sdkappid', sdkappid);
  if (typeof identifier !== 'string' || identifier === '') return refuseParameter('identifier', identifier);
  if (typeof usersig !== 'string' || usersig === '') return refuseParameter('usersig', usersig);
  const sdkAppId = /^[1-9]\d*$/.test(sdkappid) ? Number(sdkappid) : Number.NaN;
  if (!Number.isSafeInteger(sdkAppId)) {
    return new Refusal({
      code: 60025,
      reason: 'sdkappid',
      info: 'sdkappid is not a whole number. Send the SDKAppID of the console.',
    });
  }
  return { sdkAppId, identifier, userSig: usersig };
}

function refuseParameter(name: string, value: string | string[] | undefined): Refusal {
  const what = Array.isArray(value) ? 'comes more than once' : value === undefined ? 'is missing' : 'is empty';
  return new Refusal({
    code: name === 'sdkappid' && value === undefined ? 60012 : 60025,
    reason: name,
    info: `${name} ${what}. Put it into the query string of the URL, once.`,
  });
}

function refuseSignature({ code, reason, found, expected, remedy }: UserSigFinding): Refusal {
  return new Refusal({
    code,
    reason: `usersig-${reason}`,
    info: `The UserSig is refused: found ${found}, expected ${expected}. ${remedy}`,
  });
}
