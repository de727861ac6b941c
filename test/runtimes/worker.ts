/** Runs on workerd, bundled. One client serves all requests, as in a Worker that makes it outside of them. */
import { type ChatClient, createChatClient } from '@chat-openapi/client';
import { explainUserSig, readUserSig, signUserSig, verifyUserSig } from '@chat-openapi/usersig';
import { sampleKey, vectors } from '../../packages/usersig/test/vectors.ts';
import { countInflated } from './count-inflated.ts';

const clients = new Map<string, ChatClient>();
const inflated = countInflated();

/** The query names the task, and what it needs. */
export default {
  async fetch({ url }: Request): Promise<Response> {
    const { task, baseUrl = '', bomb = '', quota = '', signer = '' } = Object.fromEntries(new URL(url).searchParams);
    if (task === 'usersig') {
      const signed = vectors.map((vector) => signUserSig({ ...vector, expiresIn: vector.expire, now: vector.time }));
      const verified = vectors.map(async (vector, index) =>
        verifyUserSig((await signed[index]) ?? '', { ...vector, now: vector.time }),
      );
      return Response.json({ signed: await Promise.all(signed), verified: await Promise.all(verified) });
    }
    if (task === 'bomb') {
      const before = inflated();
      const findings = await explainUserSig(bomb, { sdkAppId: 1, identifier: 'administrator' });
      await readUserSig(bomb);
      return Response.json({ reasons: findings.map(({ reason }) => reason), inflated: inflated() - before });
    }
    const credentials =
      signer === '' ? { secretKey: sampleKey } : { userSig: async () => (await fetch(signer)).text() };
    const paced = quota === '' ? {} : { quota: Number(quota) };
    const options = { baseUrl, sdkAppId: 1400000000, identifier: 'administrator', retry: 0, deadline: 5000 };
    const chat = clients.get(baseUrl) ?? createChatClient({ ...options, ...paced, ...credentials });
    clients.set(baseUrl, chat);
    return chat.destroyOfficialAccount({ Official_Account: '@TOA#_news' }).then(
      (answer) => Response.json(answer),
      (error) => Response.json({ ...error, message: error.message }),
    );
  },
};
