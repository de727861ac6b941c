/** One request, from its method to its answer. What the two doors have in common. */
import { isWebhookCommand, type WebhookCommand } from '@chat-openapi/openapi/webhooks';
import { answersOf, isMeantAsAnswer, rulesOf, success, writeAnswer } from './answers.ts';
import { WebhookError } from './errors.ts';
import type { WebhookQuery } from './handlers.ts';
import type { Body, Incoming, Outgoing } from './incoming.ts';
import { parseEvent, type ReceivedEvent } from './parse-event.ts';
import { queryOf } from './query.ts';
import { type Refusal, refusalBody, refusalOf } from './refusal.ts';
import { callHook, type Result, type Running } from './running.ts';
import type { Settings, UserFunction } from './settings.ts';
import { isTime } from './signature.ts';

export const headersOf = ({ status }: Outgoing): Record<string, string> =>
  status === 405 ? { 'content-type': 'application/json', allow: 'POST' } : { 'content-type': 'application/json' };

/** @returns What deals with requests. It never rejects. */
export function createReceive(settings: Settings, running: Running): (incoming: Incoming) => Promise<Outgoing> {
  return async (incoming) => {
    const came = performance.now();
    const checked = await check(settings, incoming);
    if ('reason' in checked) return refuse(settings, checked);
    return answer(settings, running, checked, came);
  };
}

function refuse({ onRefused }: Settings, refusal: Refusal): Outgoing {
  callHook(onRefused, refusal);
  return { status: refusal.status, body: refusalBody(refusal), refused: refusal.reason };
}

interface Received {
  event: ReceivedEvent;
  query: WebhookQuery;
}

/** The checks in their order, each of them cheap for what a stranger can send. */
async function check(settings: Settings, incoming: Incoming): Promise<Refusal | Received> {
  if (incoming.method !== 'POST') return refusalOf('method');
  const query = queryOf(incoming.url);
  const id = query.get('SdkAppid') ?? '';
  const app = settings.apps.get(id);
  if (!settings.apps.has(id)) return refusalOf('app');
  const time = query.get('RequestTime');
  if (app !== undefined) {
    const sign = query.get('Sign');
    if (sign === undefined || time === undefined) return refusalOf('unsigned');
    const late = outsideOf(settings, time);
    if (late !== undefined) return late;
    if (!(await app.verify(sign, time))) return refusalOf('sign');
  }
  const body = await bodyOf(settings, incoming);
  if ('refused' in body) return refusalOf(body.refused);
  const event = parseEvent(body);
  if (typeof event === 'string') return refusalOf(event);
  if (event.CallbackCommand !== query.get('CallbackCommand')) return refusalOf('command');
  return {
    event,
    query: {
      SdkAppid: Number(id),
      ClientIP: query.get('ClientIP'),
      OptPlatform: query.get('OptPlatform'),
      RequestTime: time !== undefined && isTime(time) ? Number(time) : undefined,
    },
  };
}

function outsideOf({ now, window }: Settings, time: string): Refusal | undefined {
  if (!isTime(time)) return refusalOf('time');
  const present = timeOf(now);
  const seconds = Math.round(Number(time) - present / 1000);
  // A clock that gives no number lets nothing in.
  return Math.abs(seconds) <= window ? undefined : refusalOf('time', Number.isNaN(seconds) ? undefined : seconds);
}

function timeOf(now: () => number): number {
  try {
    return now();
  } catch {
    return Number.NaN;
  }
}

async function bodyOf(settings: Settings, incoming: Incoming): Promise<Body> {
  if (Number(incoming.header('content-length') ?? 0) > settings.maxBytes) return { refused: 'size' };
  const coding = incoming.header('content-encoding') ?? 'identity';
  // A parser in front has undone the coding.
  if (!incoming.wasRead() && coding.toLowerCase() !== 'identity') return { refused: 'coding' };
  return incoming.readBody(settings);
}

async function answer(
  settings: Settings,
  running: Running,
  { event, query }: Received,
  came: number,
): Promise<Outgoing> {
  const { CallbackCommand: command } = event;
  if (!isWebhookCommand(command)) {
    const { onOther } = settings;
    if (onOther === undefined) return sent(okay);
    const run = async (): Promise<string> => {
      const value = await onOther(event, query);
      return isMeantAsAnswer(value) ? writeAnswer(value) : okay;
    };
    const result = await before(settings, running, run, event, came);
    return sent('value' in result ? result.value : okay);
  }
  const handler = settings.on.get(command);
  if (handler === undefined) return sent(okay);
  if (rulesOf(command).when === 'after') {
    if (!running.hasRoom()) return refuse(settings, refusalOf('busy'));
    running.after(() => handler(event, query), event);
    return sent(okay);
  }
  return answerBefore(settings, running, command, handler, { event, query }, came);
}

async function answerBefore(
  settings: Settings,
  running: Running,
  command: WebhookCommand,
  handler: UserFunction,
  { event, query }: Received,
  came: number,
): Promise<Outgoing> {
  const answers = answersOf(command);
  const run = async (): Promise<string> => {
    const value = await handler(event, answers, query);
    return value === undefined ? okay : writeAnswer(value);
  };
  const result = await before(settings, running, run, event, came);
  if ('value' in result) return sent(result.value);
  const failure = settings.refusesOnFailure ? answers.refuse : undefined;
  return sent(failure === undefined ? okay : writeAnswer(failure()));
}

async function before(
  { timeout, onError }: Settings,
  running: Running,
  run: () => Promise<string>,
  event: ReceivedEvent,
  came: number,
): Promise<Result<string>> {
  if (running.hasRoom()) return running.before(run, event, Math.max(1, timeout - (performance.now() - came)));
  callHook(
    onError,
    new WebhookError('Too many handlers are running. Raise maxRunning, or let them end sooner.'),
    event,
  );
  return { failed: true };
}

const okay = writeAnswer(success);

const sent = (body: string): Outgoing => ({ status: 200, body });
