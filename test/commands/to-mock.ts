/** Loaded before a program of the documentation: sends what is meant for a region's host, or for the usual mock, elsewhere. */
import { regions } from '@chat-openapi/openapi';

const { MOCK_URL: mock = '' } = process.env;
const hosts: string[] = [...Object.values(regions).map(({ url }) => url), 'http://127.0.0.1:4010'];
const original = globalThis.fetch;

globalThis.fetch = (input, init) => {
  if (typeof input !== 'string') return original(input, init);
  const host = hosts.find((url) => input.startsWith(url));
  return original(host === undefined ? input : `${mock}${input.slice(host.length)}`, init);
};
