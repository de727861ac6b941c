/**
 * Runs before each request of the Postman collection: signs with the key of the environment, and says where the call goes.
 * The sandboxes that it runs in have no Web Crypto, or do not wait for it; all of them have CryptoJS.
 */

import { fieldsToSign, userSigOf } from '../../../packages/usersig/src/sign.ts';
import { signedText } from '../../../packages/usersig/src/signed-fields.ts';

/** The part of Postman's sandbox that is needed. Bruno translates these calls into its own, so they are written out. */
declare const pm: {
  environment: { get(name: string): unknown };
  variables: { get(name: string): unknown; set(name: string, value: string): void };
};
/** What Bruno has in place of `pm`. */
declare const bru: unknown;
declare const cryptoJs: {
  HmacSHA256(text: string, key: string): { toString(encoder: object): string };
  enc: { Base64: object };
};
/** The host of each region; written here when the collection is made. */
declare const chatRegions: Readonly<Record<string, string>>;

const regions = chatRegions;

/** A variable of the environment, or of what stands around it; undefined when it is empty. No error holds a value. */
function read(name: string): string | undefined {
  const value = pm.environment.get(name) || pm.variables.get(name);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function need(name: string, what: string): string {
  const value = read(name);
  if (value === undefined) throw new Error(`${name} is missing in the environment: put ${what} there`);
  return value;
}

function findBaseUrl(): string {
  const url = read('CHAT_BASE_URL');
  if (url !== undefined) return url.replace(/\/+$/, '');
  const names = Object.keys(regions);
  const region = need('CHAT_REGION', 'the region of the app, or an address as CHAT_BASE_URL,');
  const found = names.find((name) => name === region);
  if (found === undefined) throw new Error(`CHAT_REGION names no region. It has to be one of ${names.join(', ')}.`);
  return regions[found] ?? '';
}

function sign(sdkAppId: number): string {
  const secretKey = need('CHAT_SECRET_KEY', 'the key of the app, or a signature as CHAT_USER_SIG,');
  // For an hour: it serves one call, and the tool may keep what it has called.
  const fields = fieldsToSign({ sdkAppId, identifier, secretKey, expiresIn: 3600 });
  return userSigOf(fields, cryptoJs.HmacSHA256(signedText(fields), secretKey).toString(cryptoJs.enc.Base64));
}

/** Postman writes a variable into a URL nearly as it is; Bruno encodes it, and would encode it twice. */
const inQuery = (value: string): string => (typeof bru === 'undefined' ? encodeURIComponent(value) : value);

const sdkAppId = need('CHAT_SDK_APP_ID', 'the SDKAppID of the console');
if (!/^\d{1,15}$/.test(sdkAppId))
  throw new Error('CHAT_SDK_APP_ID has to be a whole number, the SDKAppID of the console.');
const identifier = need('CHAT_IDENTIFIER', 'the user id of an administrator of the app');
const userSig = read('CHAT_USER_SIG') ?? sign(Number(sdkAppId));
const baseUrl = findBaseUrl();

// These last for one request, and are stored nowhere. Where one is missing, no address is known, and nothing is sent.
pm.variables.set('chatSdkAppId', sdkAppId);
pm.variables.set('chatIdentifier', inQuery(identifier));
pm.variables.set('chatUserSig', inQuery(userSig));
pm.variables.set('chatRandom', String(Math.floor(Math.random() * 2 ** 32)));
pm.variables.set('chatUrl', baseUrl);
