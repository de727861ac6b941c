import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../src/index.ts';

const options = { region: 'tokyo', sdkAppId: 1, identifier: 'administrator', secretKey: 'a-key' } as const;

/** Stands in for what a runtime has, and takes away what Node has. */
function pretend(globals: Record<string, unknown>): void {
  for (const name of ['process', 'navigator', 'window', 'document', 'WorkerGlobalScope', 'Deno', 'Bun']) {
    vi.stubGlobal(name, globals[name]);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a client in a browser', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a page', { window: {}, document: {}, navigator: { userAgent: 'Mozilla/5.0' } }],
    ['a page whose bundler put in a process', { window: {}, document: {}, process: { versions: {}, env: {} } }],
    ['a worker of a page', { WorkerGlobalScope: class {}, navigator: { userAgent: 'Mozilla/5.0' } }],
    ['a window of Electron', { window: {}, document: {}, process: { type: 'renderer', versions: { node: '24.0.0' } } }],
  ])('is refused in %s, with the reason', (_where, globals) => {
    pretend(globals);
    expect(() => createChatClient(options)).toThrow('this is a browser. With the key');
    expect(() => createChatClient({ ...options, dangerouslyAllowBrowser: true })).not.toThrow();
  });

  it.each<[string, Record<string, unknown>]>([
    ['Node', { process: { versions: { node: '24.0.0' } }, navigator: { userAgent: 'Node.js/24' } }],
    ['jsdom in a test runner', { process: { versions: { node: '24.0.0' } }, window: {}, document: {} }],
    ['Deno', { Deno: {}, process: { versions: {} }, WorkerGlobalScope: class {} }],
    ['Bun', { Bun: {}, process: { versions: {} } }],
    ['Workers', { WorkerGlobalScope: class {}, navigator: { userAgent: 'Cloudflare-Workers' } }],
    ['the main process of Electron', { process: { type: 'browser', versions: { node: '24.0.0' } } }],
  ])('is no such thing in %s', (_where, globals) => {
    pretend(globals);
    expect(() => createChatClient(options)).not.toThrow();
  });
});
