/** Loaded before a block of the README: sends what is meant for a region's host to the mock instead. */
import { regions } from '@chat-openapi/openapi';

const { MOCK_URL: mock = '' } = process.env;
const hosts: string[] = Object.values(regions).map(({ url }) => url);
const original = globalThis.fetch;

globalThis.fetch = (input, init) => {
  if (typeof input !== 'string') return original(input, init);
  const host = hosts.find((url) => input.startsWith(url));
  return original(host === undefined ? input : `${mock}${input.slice(host.length)}`, init);
};
