/** What handlers get, what they may answer, and what becomes of those that fail, hang, or are too many. */
import { type Webhook, type WebhookCommand, webhookCommands, webhooks } from '@chat-openapi/openapi/webhooks';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OtherWebhookEvent, WebhookHandlers } from '../src/index.ts';
import { WebhookError } from '../src/index.ts';
import { type Answered, beforeSend, destroyed, doors, eventOf, receive } from './doors.ts';

const success = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' };
const addSubscriber = 'OfficialAccount.CallbackBeforeAddSubscriber';
const create = 'OfficialAccount.CallbackBeforeCreateOfficialAccount';

/** A promise, and what settles it. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe.for(doors)('through $name', ({ door }) => {
  const bodyOf = async (on: WebhookHandlers, command: string): Promise<Answered['body']> =>
    (await (await receive(door, { on })).ask(command)).body;

  it('each command gets its event, typed by it, and the query', async () => {
    for (const command of webhookCommands) {
      const seen: unknown[][] = [];
      const take = (...args: unknown[]): undefined => {
        seen.push(args);
      };
      const { receiver, ask } = await receive(door, { on: { [command]: take } });
      const body = JSON.stringify(eventOf(command, { EventTime: 1, Other: { a: [1] } }));
      expect(await ask(command, { body })).toMatchObject({ status: 200, body: success });
      await receiver.idle();
      const [[event, ...more] = []] = seen;
      expect(event).toStrictEqual(JSON.parse(body));
      const query = { SdkAppid: 1400000000, ClientIP: '203.0.113.7', OptPlatform: 'RESTAPI', RequestTime: 1669872112 };
      expect(more.at(-1)).toStrictEqual(query);
      expect(more).toHaveLength(webhooks[command].when === 'before' ? 2 : 1);
    }
  });

  it('the helpers of a command are those that the document knows of it, and make its answers', async () => {
    for (const command of webhookCommands) {
      let names: string[] = [];
      const take = (_event: unknown, answers: unknown): undefined => {
        names = Object.keys(Object(answers));
      };
      const { receiver, ask } = await receive(door, { on: { [command]: take } });
      await ask(command);
      await receiver.idle();
      const { answers }: Webhook = webhooks[command];
      if (answers !== undefined) expect(names).toStrictEqual(Object.keys(answers));
    }
    const elements = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'hi' } }];
    expect(await bodyOf({ [beforeSend]: (_, { allow }) => allow() }, beforeSend)).toStrictEqual(success);
    expect(await bodyOf({ [beforeSend]: () => undefined }, beforeSend)).toStrictEqual(success);
    expect(await bodyOf({ [beforeSend]: async (_, { refuse }) => refuse() }, beforeSend)).toStrictEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 1,
      ErrorInfo: '',
    });
    expect(await bodyOf({ [beforeSend]: (_, { refuse }) => refuse('no', 120001) }, beforeSend)).toStrictEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 120001,
      ErrorInfo: 'no',
    });
    expect(await bodyOf({ [beforeSend]: (_, { drop }) => drop() }, beforeSend)).toMatchObject({ ErrorCode: 2 });
    const replaced = await bodyOf({ [beforeSend]: (_, { replace }) => replace({ MsgBody: elements }) }, beforeSend);
    expect(replaced).toStrictEqual({ ...success, MsgBody: elements });
    const some = { RefusedSubscribers_Account: ['a'] };
    const refused = await bodyOf({ [addSubscriber]: (_, answers) => answers.refuseSubscribers(some) }, addSubscriber);
    expect(refused).toStrictEqual({ ...success, ...some });
  });

  it('what a helper cannot make is an error of the handler', async () => {
    const wrong: WebhookHandlers[] = [
      { [beforeSend]: (_, { refuse }) => refuse('no', 119999) },
      { [beforeSend]: (_, { refuse }) => refuse('no', 130001) },
      { [beforeSend]: (_, { refuse }) => refuse('no', 120000.5) },
      // @ts-expect-error: a code of one's own is not known here.
      { [addSubscriber]: (_, { refuse }) => refuse('no', 120001) },
      // @ts-expect-error: something has to be replaced.
      { [beforeSend]: (_, { replace }) => replace({}) },
      // @ts-expect-error: there is no such field.
      { [beforeSend]: (_, { replace }) => replace({ MsgBody: [], Title: 'x' }) },
      // @ts-expect-error: the text is a text.
      { [beforeSend]: (_, { refuse }) => refuse(7) },
      // @ts-expect-error: there is no such answer.
      { [create]: (_, { drop }) => drop() },
      // @ts-expect-error: this is no answer.
      { [beforeSend]: () => ({ ErrorCode: '0' }) },
      // @ts-expect-error: nor is this.
      { [beforeSend]: () => 'OK' },
      {
        [beforeSend]: () => {
          throw new Error('mine');
        },
      },
      { [beforeSend]: () => Promise.reject(new Error('mine')) },
    ];
    for (const on of wrong) {
      const [command = ''] = Object.keys(on);
      for (const [onFailure, code] of [
        ['allow', 0],
        ['refuse', 1],
      ] as const) {
        const { ask, errors } = await receive(door, { on, onFailure });
        const answered = await ask(command);
        expect(answered).toMatchObject({ status: 200, body: { ErrorCode: code, ErrorInfo: '' } });
        expect(errors).toMatchObject([{ message: expect.any(String) }]);
      }
    }
  });

  it('what the service could not read is an error of the handler, whatever object it is', async () => {
    const circle: object = {
      ...success,
      get self(): object {
        return circle;
      },
    };
    const foreign = [
      circle,
      { ...success, count: 1n },
      { ...success, toJSON: () => undefined },
      { ...success, toJSON: () => 'OK' },
      {
        ...success,
        get ErrorCode(): number {
          throw new Error('mine');
        },
      },
      { ErrorCode: 0 },
      { ...success, ErrorInfo: 7 },
      { ...success, ActionStatus: 'ok' },
    ];
    for (const answer of foreign) {
      for (const options of [{ on: { [beforeSend]: () => Object(answer) } }, { onOther: () => answer }]) {
        const { ask, errors } = await receive(door, options);
        expect(await ask('on' in options ? beforeSend : 'Group.CallbackBeforeSendMsg')).toMatchObject({
          status: 200,
          body: success,
        });
        expect(errors).toHaveLength(1);
      }
    }
  });

  it('a handler before the event that hangs is not waited for, and what it throws later is told', async () => {
    const gate = deferred();
    const hang = async (): Promise<undefined> => {
      await gate.promise;
      throw new Error('late');
    };
    const { receiver, ask, errors } = await receive(door, { on: { [beforeSend]: hang }, timeout: 1 });
    expect((await ask(beforeSend)).body).toStrictEqual(success);
    expect(errors).toStrictEqual([expect.any(WebhookError)]);
    gate.resolve();
    await receiver.idle();
    expect(errors).toMatchObject([{ name: 'WebhookError' }, { message: 'late' }]);
  });

  it('after the event the answer comes first, whatever the handler does', async () => {
    const gate = deferred();
    const order: string[] = [];
    const on: WebhookHandlers = {
      [destroyed]: async () => {
        order.push('began');
        await gate.promise;
        throw new Error('mine');
      },
    };
    const { receiver, ask, errors } = await receive(door, { on });
    expect((await ask(destroyed)).body).toStrictEqual(success);
    order.push('answered');
    const idle = receiver.idle().then(() => order.push('idle'));
    gate.resolve();
    await idle;
    expect(order.toSorted()).toStrictEqual(['answered', 'began', 'idle']);
    expect(order.at(-1)).toBe('idle');
    expect(errors).toMatchObject([{ message: 'mine' }]);
  });

  it('work after the answer is handed to the platform, which may wait for it', async () => {
    const work: Promise<void>[] = [];
    let done = 0;
    const on: WebhookHandlers = {
      [destroyed]: async () => {
        await Promise.resolve();
        done += 1;
        throw new Error('mine');
      },
    };
    const { ask } = await receive(door, { on, waitUntil: (promise) => work.push(promise) });
    await ask(destroyed);
    expect(work).toHaveLength(1);
    expect(await Promise.all(work)).toStrictEqual([undefined]);
    expect(done).toBe(1);
  });

  it('a platform that refuses the work loses none of it', async () => {
    let done = 0;
    const on = { [destroyed]: () => (done += 1) };
    const waitUntil = (): never => {
      throw new Error('no context');
    };
    for (const refusing of [waitUntil, async () => waitUntil()]) {
      const { receiver, ask, errors } = await receive(door, { on, waitUntil: refusing });
      expect((await ask(destroyed)).status).toBe(200);
      await receiver.idle();
      expect(errors).toMatchObject([{ message: 'no context' }]);
    }
    expect(done).toBe(2);
  });

  it('the clock of a test holds back no work after the answer', async () => {
    const { receiver, ask } = await receive(door, { on: { [destroyed]: () => ran.push('ran') } });
    const ran: string[] = [];
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    expect((await ask(destroyed)).status).toBe(200);
    await receiver.idle();
    expect(ran).toStrictEqual(['ran']);
  });

  it('so many handlers run at once and no more', async () => {
    const gate = deferred();
    let count = 0;
    const wait = async (): Promise<undefined> => {
      count += 1;
      await gate.promise;
      return undefined;
    };
    const on: WebhookHandlers = { [destroyed]: wait, [beforeSend]: wait };
    const { receiver, ask, refused, errors } = await receive(door, { on, maxRunning: 2 });
    const after = [await ask(destroyed), await ask(destroyed), await ask(destroyed)];
    expect(after.map(({ status }) => status)).toStrictEqual([200, 200, 503]);
    expect(refused).toMatchObject([{ reason: 'busy' }]);
    expect(await ask(beforeSend)).toMatchObject({ status: 200, body: success });
    expect(errors).toMatchObject([{ name: 'WebhookError', message: expect.stringContaining('maxRunning') }]);
    gate.resolve();
    await receiver.idle();
    expect(count).toBe(2);
    expect((await ask(destroyed)).status).toBe(200);
  });

  it('idle() resolves at once where nothing runs', async () => {
    const { receiver } = await receive(door);
    await receiver.idle();
    expect(await Promise.all([receiver.idle(), receiver.idle()])).toStrictEqual([undefined, undefined]);
  });

  it('commands that nobody handles are answered with success, names of prototypes too', async () => {
    const others: OtherWebhookEvent[] = [];
    const quiet = await receive(door);
    const heard = await receive(door, { onOther: (event) => others.push(event) });
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'Group.CallbackAfterSendMsg'];
    for (const command of [...names, destroyed]) {
      for (const { ask } of [quiet, heard]) {
        expect(await ask(command)).toMatchObject({ status: 200, body: success });
      }
    }
    expect(others.map(({ CallbackCommand }) => CallbackCommand)).toStrictEqual(names);
  });

  it('events that the document does not have may be answered, and fail like others', async () => {
    const group = 'Group.CallbackBeforeSendMsg';
    const own = { ActionStatus: 'FAIL', ErrorCode: 10001, ErrorInfo: 'no' };
    const answering = await receive(door, { onOther: async () => own });
    expect((await answering.ask(group)).body).toStrictEqual(own);
    for (const onOther of [() => 'no answer', () => ({ ErrorCode: '1' }), () => Promise.reject(new Error('mine'))]) {
      const { ask } = await receive(door, { onOther, onFailure: 'refuse' });
      expect(await ask(group)).toMatchObject({ status: 200, body: success });
    }
  });

  it('an onError that throws changes nothing', async () => {
    const onError = (): never => {
      throw new Error('hook');
    };
    const fail = (): never => {
      throw new Error('mine');
    };
    const { receiver, ask } = await receive(door, { on: { [destroyed]: fail, [beforeSend]: fail }, onError });
    expect((await ask(destroyed)).status).toBe(200);
    expect((await ask(beforeSend)).status).toBe(200);
    await receiver.idle();
  });
});

it('an event that is a parsed body keeps the fields that objects have by nature', async () => {
  const [, node] = doors;
  const { ask } = await receive(node?.door ?? expect.unreachable(), {
    on: { [beforeSend]: (event, { refuse }) => refuse(JSON.stringify(Object.keys(event))) },
  });
  const body = `{"__proto__":{"x":1},"CallbackCommand":"${beforeSend}","constructor":7}`;
  expect((await ask(beforeSend, { body })).body.ErrorInfo).toBe('["__proto__","CallbackCommand","constructor"]');
});

/** The commands are data: this only says that none is left out above. */
it('there are commands', () => {
  const commands: readonly WebhookCommand[] = webhookCommands;
  expect(commands.length).toBeGreaterThan(10);
});
