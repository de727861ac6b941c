/** Runs in a browser, bundled: puts the tasks below where the test can call them. */
import { createChatClient } from '@chat-openapi/client';
import { explainUserSig, signUserSig, verifyUserSig } from '@chat-openapi/usersig';
import { sampleKey, vectors } from '../../packages/usersig/test/vectors.ts';

const tasks = {
  async usersig() {
    const verified: boolean[] = [];
    for (const vector of vectors) {
      const given = { ...vector, now: vector.time };
      verified.push(await verifyUserSig(await signUserSig({ ...given, expiresIn: vector.expire }), given));
    }
    return verified;
  },

  async bomb(text: string) {
    const findings = await explainUserSig(text, { sdkAppId: 1400000000, identifier: 'administrator' });
    return findings.map(({ code, reason }) => `${code} ${reason}`);
  },

  /** Two terminations of one channel, or why the client cannot be made. */
  async call(baseUrl: string, dangerouslyAllowBrowser: boolean) {
    const options = { baseUrl, sdkAppId: 1400000000, identifier: 'administrator', secretKey: sampleKey };
    try {
      const chat = createChatClient({ ...options, dangerouslyAllowBrowser });
      const body = { Official_Account: '@TOA#_news' };
      const { ErrorCode } = await chat.destroyOfficialAccount(body);
      return [ErrorCode, String(await chat.destroyOfficialAccount(body).catch((error: unknown) => error))];
    } catch (error) {
      return String(error);
    }
  },
};

export type Tasks = typeof tasks;

Object.assign(globalThis, { tasks });
