/** Why a request is refused: what the sender is told, and what your hook is. Neither holds anything of what was sent. */

/** Each reason, in the order in which they are looked for. */
export const refusals = {
  method: { status: 405, info: 'A webhook is sent by POST.' },
  app: { status: 403, info: 'SdkAppid is missing or is not the app of this receiver.' },
  unsigned: { status: 401, info: 'Sign and RequestTime are missing.' },
  time: { status: 401, info: 'RequestTime is too far from the time of this receiver, or is no time in seconds.' },
  sign: { status: 401, info: 'Sign is not that of this app.' },
  size: { status: 413, info: 'The body is too large.' },
  coding: { status: 415, info: 'The body has a Content-Encoding.' },
  slow: { status: 408, info: 'The body did not come in time.' },
  cut: { status: 400, info: 'The body ended too early.' },
  'body-read': { status: 500, info: 'The receiver is not set up rightly.' },
  json: { status: 400, info: 'The body is not a JSON object.' },
  command: { status: 400, info: 'CallbackCommand is missing, or is another one in the query and in the body.' },
  busy: { status: 503, info: 'Too many events are being worked on.' },
} as const satisfies { [reason: string]: { status: number; info: string } };

/** Why a request was refused. */
export type RefusalReason = keyof typeof refusals;

/** What you can do about it, said to you alone. */
const remedies: { readonly [R in RefusalReason]: string } = {
  method: 'Whoever asks is no webhook. Let only POST through to the receiver.',
  app: 'Compare sdkAppId with the app whose console has this address. The name in the query is SdkAppid, in this spelling.',
  unsigned:
    'Set the token under webhook authentication in the console of the app. Without a token, say unsigned: true.',
  time: 'Look at the clock of this machine, and at what holds requests back on their way. The window can be set.',
  sign: 'Compare the token with that of the console. While it is changed there, give both in a list.',
  size: 'Raise maxBytes if the app really gets such events.',
  coding: 'Look for a proxy that compresses requests.',
  slow: 'Look for a proxy that holds bodies back. How long they are waited for can be set as bodyTimeout.',
  cut: 'The connection ended before the body did.',
  'body-read':
    'Something has read the body and kept nothing that can be used. Mount the receiver before other parsers, or put express.json() in front, never express.urlencoded() alone; in Hono hand over c.req.raw before anything reads it.',
  json: 'What was sent is no event.',
  command: 'What was sent is no event of the service.',
  busy: 'Handlers take too long for what comes in. Hand the work to a queue, or raise maxRunning.',
};

/** A request that was refused, as your hook gets it. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** What is wrong, and what to do. */
  readonly message: string;
  /** Only with the reason `time`, where a time was given: by how many seconds it is ahead; less than 0 when it is behind. */
  readonly seconds?: number;
}

export function refusalOf(reason: RefusalReason, seconds?: number): Refusal {
  const { status, info } = refusals[reason];
  const off = seconds === undefined ? '' : ` It is off by ${seconds} s.`;
  const message = `${info}${off} ${remedies[reason]}`;
  return seconds === undefined ? { reason, status, message } : { reason, status, message, seconds };
}

/** The answer to whoever sent it, in the form of the API. */
export const refusalBody = ({ reason, status }: Refusal): string =>
  JSON.stringify({ ActionStatus: 'FAIL', ErrorCode: status, ErrorInfo: refusals[reason].info });
