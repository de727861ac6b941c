import { describe, expect, it } from 'vitest';
import { type CallOptions, type ChatClientOptions, createChatClient, type Region } from '../src/index.ts';
import { startAnswering } from './service.ts';

const unset = undefined;

describe('options', () => {
  it('take undefined under exactOptionalPropertyTypes, as if they were not given', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const options: ChatClientOptions = {
      baseUrl: service.url,
      region: unset,
      sdkAppId: 1,
      identifier: 'administrator',
      secretKey: 'a-key',
      userSig: unset,
      timeout: unset,
      deadline: unset,
      retry: unset,
      quota: unset,
      onAttempt: unset,
      fetch: unset,
      dangerouslyAllowBrowser: unset,
      dangerouslyQuoteAnswers: unset,
    };
    const callOptions: CallOptions = { signal: unset, timeout: unset, deadline: unset, retry: unset };
    const chat = createChatClient(options);
    expect(await chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' }, callOptions)).toStrictEqual({
      ErrorCode: 0,
    });
    expect(service.received).toHaveLength(1);
  });

  it('have a type for the region, which the client exports', () => {
    const region: Region = 'tokyo';
    const userSig = 'eJ-signature';
    const options: ChatClientOptions = {
      region,
      baseUrl: unset,
      sdkAppId: 1,
      identifier: 'a',
      userSig,
      secretKey: unset,
    };
    expect(createChatClient(options)).toHaveProperty('destroyOfficialAccount');
  });
});
