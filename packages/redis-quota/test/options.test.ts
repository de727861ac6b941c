import { ChatConfigError } from '@chat-openapi/client';
import { describe, expect, it } from 'vitest';
import { createRedisQuota, type RedisClient } from '../src/index.ts';

const client: RedisClient = { evalSha: async () => [], eval: async () => [] };
const right = { client, assumedProcesses: 2 };
const make = (options: unknown): unknown => Reflect.apply(createRedisQuota, undefined, [options]);

describe('an option of the quota', () => {
  it.for<[string, unknown]>([
    ['the options', undefined],
    ['the options', 'redis://127.0.0.1'],
    ['client', { ...right, client: undefined }],
    ['client', { ...right, client: 'redis://:secret@127.0.0.1' }],
    ['client', { ...right, client: { eval: () => {} } }],
    ['client', { ...right, client: { evalSha: () => {} } }],
    ['assumedProcesses', { client }],
    ['assumedProcesses', { ...right, assumedProcesses: 0 }],
    ['assumedProcesses', { ...right, assumedProcesses: 1.5 }],
    ['assumedProcesses', { ...right, assumedProcesses: '8' }],
    ['key', { ...right, key: '' }],
    ['key', { ...right, key: 'a'.repeat(201) }],
    ['key', { ...right, key: 'chat:{}' }],
    ['key', { ...right, key: 'chat:{a' }],
    ['key', { ...right, key: 'chat:}a{' }],
    ['key', { ...right, key: '{a}{b}' }],
    ['calls', { ...right, calls: 0 }],
    ['seconds', { ...right, seconds: 0.5 }],
    ['margin', { ...right, margin: 5 }],
    ['onUnavailable', { ...right, onUnavailable: 'ignore' }],
    ['onEvent', { ...right, onEvent: {} }],
  ])('is refused and named when it is wrong: %s', ([name, options]) => {
    expect(() => make(options)).toThrow(ChatConfigError);
    expect(() => make(options)).toThrow(new RegExp(`^${name}.* must be `));
    expect(() => make(options)).not.toThrow(/secret/);
  });

  it('is refused when nobody knows it', () => {
    expect(() => make({ ...right, onUnavailble: 'share' })).toThrow(
      /^the quota has no option of the name "onUnavailble"/,
    );
  });

  it('may be undefined where it may be missing', () => {
    const nothing = {
      key: undefined,
      calls: undefined,
      seconds: undefined,
      onUnavailable: undefined,
      onEvent: undefined,
    };
    expect(() => createRedisQuota({ ...right, ...nothing })).not.toThrow();
  });
});
