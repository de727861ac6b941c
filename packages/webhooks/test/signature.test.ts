import { describe, expect, it } from 'vitest';
import { createWebhookReceiver, signWebhook } from '../src/index.ts';
import { createVerifier } from '../src/signature.ts';
import { askThrough, destroyed, doors, receive, requestTime, sdkAppId, token } from './doors.ts';

const digest = '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061';

describe('the signature', () => {
  it("is that of the vendor's worked example", async () => {
    expect(await signWebhook({ token: 'xxxxyyyy', requestTime: 1669872112 })).toBe(digest);
    expect(await signWebhook({ token: 'xxxxyyyy', requestTime: '1669872112' })).toBe(digest);
    // A token that an old copy of the page prints does not make it.
    expect(await signWebhook({ token: 'xxxyyy', requestTime: 1669872112 })).not.toBe(digest);
  });

  it('is made of the present time when none is given', async () => {
    const before = Math.floor(Date.now() / 1000);
    const sign = await signWebhook({ token });
    const times = Array.from({ length: Math.floor(Date.now() / 1000) - before + 1 }, (_, index) => before + index);
    expect(await Promise.all(times.map((time) => signWebhook({ token, requestTime: time })))).toContain(sign);
  });

  it('is not made of nothing', async () => {
    await expect(signWebhook({ token: '' })).rejects.toThrow('token must be a text that is not empty.');
    for (const time of ['', '1.5', '-1', 'now', '01', 1e20]) {
      await expect(signWebhook({ token, requestTime: time })).rejects.toThrow('whole seconds');
    }
  });

  it('is compared byte by byte, in either case, with each token of a list', async () => {
    const verifier = createVerifier(['new', token]);
    expect(await verifier.verify(digest, '1669872112')).toBe(true);
    expect(await verifier.verify(digest.toUpperCase(), '1669872112')).toBe(true);
    expect(await verifier.verify(await signWebhook({ token: 'new', requestTime }), '1669872112')).toBe(true);
    expect(await verifier.verify(await signWebhook({ token: 'old', requestTime }), '1669872112')).toBe(false);
    for (const wrong of ['', digest.slice(1), `${digest}0`, ` ${digest}`, digest.replace('1', 'g'), '0'.repeat(64)]) {
      expect(await verifier.verify(wrong, '1669872112'), wrong).toBe(false);
    }
    for (let index = 0; index < 64; index += 1) {
      const other = digest[index] === '0' ? '1' : '0';
      expect(await verifier.verify(digest.slice(0, index) + other + digest.slice(index + 1), '1669872112')).toBe(false);
    }
  });

  it('of many seconds is kept of some', async () => {
    const verifier = createVerifier([token]);
    for (let time = 0; time < 3000; time += 1) expect(await verifier.verify(digest, String(time))).toBe(false);
    expect(await verifier.verify(digest, '1669872112')).toBe(true);
  });
});

describe.for(doors)('through $name', ({ door }) => {
  it('a request holds in the window alone, at its ends too, and is told by how much it is off', async () => {
    for (const [off, status] of [
      [0, 200],
      [60, 200],
      [-60, 200],
      [61, 401],
      [-61, 401],
      [100_000, 401],
    ] as const) {
      const { ask, refused } = await receive(door, { now: () => (requestTime - off) * 1000 });
      expect((await ask(destroyed)).status, String(off)).toBe(status);
      expect(refused.map(({ reason, seconds }) => [reason, seconds])).toStrictEqual(
        status === 200 ? [] : [['time', off]],
      );
    }
  });

  it('a window can be set, and a clock without a number or that throws lets nothing in', async () => {
    const wide = await receive(door, { window: 3600, now: () => (requestTime + 3600) * 1000 });
    expect((await wide.ask(destroyed)).status).toBe(200);
    const broken = [
      () => Number.NaN,
      () => {
        throw new Error('no clock');
      },
    ];
    for (const now of broken) {
      const { ask, refused } = await receive(door, { now });
      expect((await ask(destroyed)).status).toBe(401);
      expect(refused).toMatchObject([{ reason: 'time' }]);
      expect(refused[0]).not.toHaveProperty('seconds');
    }
  });

  it('a token may be changed: the old one and the new one hold', async () => {
    const options = { sdkAppId, on: {}, now: () => requestTime * 1000 };
    const ask = await askThrough(door, createWebhookReceiver({ ...options, token: ['other', token] }));
    expect((await ask(destroyed)).status).toBe(200);
    const changed = await askThrough(door, createWebhookReceiver({ ...options, token: ['other'] }));
    expect((await changed(destroyed)).status).toBe(401);
  });

  it('several apps have a token each', async () => {
    const apps = { [sdkAppId]: { token }, 1400000001: { token: 'another' }, 1400000002: { unsigned: true as const } };
    const seen: number[] = [];
    const receiver = createWebhookReceiver({
      apps,
      on: {
        'OfficialAccount.CallbackBeforeSendMsg': (_event, { allow }, query) => {
          seen.push(query.SdkAppid);
          return allow();
        },
      },
      now: () => requestTime * 1000,
    });
    const ask = await askThrough(door, receiver);
    const command = 'OfficialAccount.CallbackBeforeSendMsg';
    const unsigned = { Sign: undefined, RequestTime: undefined };
    expect((await ask(command)).status).toBe(200);
    expect((await ask(command, { query: { SdkAppid: '1400000001' } })).status).toBe(401);
    const Sign = await signWebhook({ token: 'another', requestTime });
    expect((await ask(command, { query: { SdkAppid: '1400000001', Sign } })).status).toBe(200);
    expect((await ask(command, { query: { ...unsigned, SdkAppid: '1400000002' } })).status).toBe(200);
    expect((await ask(command, { query: unsigned })).status).toBe(401);
    for (const id of ['1400000003', '', '01400000000', '1400000000 ', 'constructor', '__proto__']) {
      expect((await ask(command, { query: { SdkAppid: id } })).status, id).toBe(403);
    }
    expect(seen).toStrictEqual([sdkAppId, 1400000001, 1400000002]);
  });
});
