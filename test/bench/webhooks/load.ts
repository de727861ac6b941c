/** Sends webhooks at a steady rate, whatever becomes of them: one that is answered late does not hold back the next. */
import { Agent, request } from 'node:http';
import { signWebhook } from '@chat-openapi/webhooks';

export const token = 'a-token-for-the-bench';
export const connections = 32;

const command = 'OfficialAccount.CallbackAfterSendMsg';
const text = 'Good morning to all who read this, and to everybody else as well. '.repeat(9);

/** An event of about 0.9 kB. */
const bodyOf = (count: number): string =>
  JSON.stringify({
    CallbackCommand: command,
    Official_Account: '@TOA#_test_id',
    MsgKey: `${count}_1_1718700000`,
    MsgTime: 1718700000,
    OnlineOnlyFlag: 0,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
    EventTime: 1718700000123,
  });

/** What a run has shown. */
export interface Load {
  sent: number;
  /** Those that were answered with success. */
  answered: number;
  /** Milliseconds within which 99 of 100 were answered, from the moment at which each was to be sent. */
  p99: number;
}

/** The signature of each second is made once, so that it is not what is measured. */
async function signatures(seconds: number): Promise<Map<number, string>> {
  const start = Math.floor(Date.now() / 1000);
  const times = Array.from({ length: seconds + 30 }, (_, index) => start + index);
  const signs = await Promise.all(times.map((requestTime) => signWebhook({ token, requestTime })));
  return new Map(times.map((time, index) => [time, signs[index] ?? '']));
}

export async function runLoad(port: number, rate: number, seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const signs = await signatures(seconds);
  const total = Math.round(rate * seconds);
  const times: number[] = [];
  let answered = 0;
  const started = performance.now();
  const send = (index: number): Promise<void> =>
    new Promise((resolve) => {
      const planned = started + (index * 1000) / rate;
      const now = Math.floor(Date.now() / 1000);
      const path = `/chat?SdkAppid=1400000000&CallbackCommand=${command}&contenttype=json&ClientIP=203.0.113.7&OptPlatform=RESTAPI&Sign=${signs.get(now)}&RequestTime=${now}`;
      const body = bodyOf(index);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const outgoing = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) answered += 1;
          times.push(performance.now() - planned);
          resolve();
        });
      });
      // A lost one is seen in the count.
      outgoing.on('error', () => resolve());
      outgoing.end(body);
    });
  const open: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = Math.min(total, Math.floor(((performance.now() - started) * rate) / 1000));
      while (open.length < due) open.push(send(open.length));
      if (open.length < total) setTimeout(tick, 2);
      else resolve();
    };
    tick();
  });
  await Promise.all(open);
  agent.destroy();
  times.sort((a, b) => a - b);
  return { sent: total, answered, p99: times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN };
}
