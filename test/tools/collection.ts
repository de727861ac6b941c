import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { inRoot } from '../../scripts/paths.ts';
import { isObject, type JsonObject } from '../../spec/document.ts';
import { caller } from './project.ts';

/** The files of the reference that Postman takes. */
export const postmanNames = ['chat-openapi.postman_collection.json', 'chat-openapi.postman_environment.json'] as const;
/** A JSON file of the reference. */
export const readDocs = async (name: string): Promise<JsonObject> =>
  JSON.parse(await readFile(inRoot('generated', 'docs', name), 'utf8'));
export const [collection, environment] = await Promise.all(postmanNames.map(readDocs));

/** The requests of a collection, however deep in folders. */
export function requestsOf(item: unknown): JsonObject[] {
  if (Array.isArray(item)) return item.flatMap(requestsOf);
  if (!isObject(item)) return [];
  return isObject(item.request) ? [item.request] : requestsOf(item.item);
}

/** The script that runs before each request, or after it. */
export const scriptOf = (listen: string): string => {
  const events: JsonObject[] = Object(collection).event;
  return Object(events.find((event) => event.listen === listen)?.script).exec.join('\n');
};

/** CryptoJS as far as the script uses it. */
export const cryptoJs = {
  HmacSHA256: (text: string, key: string) => ({
    toString: () => createHmac('sha256', key).update(text).digest('base64'),
  }),
  enc: { Base64: {}, Latin1: { parse: (binary: string) => ({ toString: () => btoa(binary) }) } },
};

/** Runs a pre-request script over an environment, and gives what it sets. */
export function runScript(
  script: string,
  given: Record<string, string>,
  tool: 'pm' | 'bru' = 'pm',
): Record<string, string> {
  const set: Record<string, string> = {};
  const get = (name: string): unknown => given[name];
  const write = (name: string, value: string): void => {
    set[name] = value;
  };
  const pm = { environment: { get }, variables: { get: () => undefined, set: write } };
  const bru = { getEnvVar: get, getVar: () => undefined, setVar: write };
  Function(tool, 'require', script)(tool === 'pm' ? pm : bru, () => cryptoJs);
  return set;
}

/** An environment of an app in Tokyo. */
export const variables = {
  CHAT_REGION: 'tokyo',
  CHAT_SDK_APP_ID: String(caller.sdkAppId),
  CHAT_IDENTIFIER: caller.identifier,
  CHAT_SECRET_KEY: caller.secretKey,
};
