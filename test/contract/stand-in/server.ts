import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inflateSync } from 'node:zlib';

/*
 * Stands in for the service, of which there is no test environment. Written by hand from pages of the vendor and from answers
 * that people have quoted, with their oddities. No part of it may come from the document or from what is made of it: it is
 * there to prove the tools that hold the document against reality.
 */

export interface StandInApp {
  sdkAppId: number;
  identifier: string;
  secretKey: string;
}

/** One answer that is as it should not be. */
export type Fault = 'html-502' | 'errorcode' | 'text-code' | 'not-json' | 'echo-502' | 'duplicate' | 'reset' | 'hang';

export interface StandIn {
  url: string;
  /** How many requests were answered. */
  readonly answered: number;
  channels: Set<string>;
  /** Who subscribes to which channel. */
  subscribers: Map<string, Set<string>>;
  requests: { path: string; body: unknown; code: number | string }[];
  /** Faults of the next answers. */
  faults: Fault[];
  close(): Promise<void>;
}

type Fields = Record<string, unknown>;

const service = '/v4/official_account_open_http_svc/';

export async function startStandIn(app: StandInApp): Promise<StandIn> {
  const names = new Map<string, Fields>();
  const channels = new Set<string>();
  const subscribers = new Map<string, Set<string>>();
  /** Broadcasts by their keys; undefined when they were recalled. */
  const messages = new Map<string, Fields | undefined>();
  const requests: StandIn['requests'] = [];
  const faults: Fault[] = [];
  let answered = 0;

  const done = (more: Fields = {}): Fields => ({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...more });
  const inChannel =
    (act: (body: Fields, of: Set<string>) => Fields) =>
    (body: Fields): Fields => {
      const id = String(body.Official_Account);
      if (!channels.has(id)) return fail(130004, 'not exist');
      const of = subscribers.get(id) ?? new Set<string>();
      subscribers.set(id, of);
      return act(body, of);
    };
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

  const commands: Record<string, (body: Fields) => Fields> = {
    modify_official_account_base_info: inChannel(() => done()),
    add_subscriber: inChannel((body, of) => {
      const asked = listOf(body.SubscriberList).map((item) => String(Object(item).Subscriber_Account));
      const results = asked.map((Subscriber_Account) => {
        const Result = Subscriber_Account === 'nobody' ? 0 : of.has(Subscriber_Account) ? 2 : 1;
        if (Result === 1) of.add(Subscriber_Account);
        return { Subscriber_Account, Result };
      });
      return done({ SubscriberList: results });
    }),
    delete_subscriber: inChannel((body, of) => {
      const asked = listOf(body.SubscriberToDel_Account).map(String);
      return done({
        SubscriberList: asked.map((Subscriber_Account) => ({
          Subscriber_Account,
          Result: of.delete(Subscriber_Account) ? 1 : 2,
        })),
      });
    }),
    get_subscriber_info: inChannel((_body, of) => {
      const list = [...of].map((Subscriber_Account) => ({ Subscriber_Account, SubscribeTime: 1700000000 }));
      return done({ Next: '', SubscriberNum: of.size, SubscriberList: list });
    }),
    modify_subscriber_info: inChannel((body, of) =>
      of.has(String(body.Subscriber_Account)) ? done() : fail(130005, 'no subscriber'),
    ),
    get_subscribed_official_account_list({ Subscriber_Account: account }) {
      const ids = [...subscribers].filter(([, of]) => of.has(String(account))).map(([id]) => id);
      const list = ids.map((Official_Account) => ({ Official_Account, SubscriberNum: 1 }));
      return done({ TotalCount: list.length, CompleteFlag: 1, OfficialAccountInfoList: list });
    },
    send_official_account_msg: inChannel((body) => {
      const key = `${messages.size + 1}_1_1700000000`;
      messages.set(key, body);
      return done({ MsgTime: 1700000000, MsgKey: key });
    }),
    official_account_msg_recall: inChannel((body) => {
      const results = listOf(body.MsgKeyList).map((key) => {
        const RetCode = messages.get(String(key)) === undefined ? 10030 : 0;
        messages.set(String(key), undefined);
        return { MsgKey: key, RetCode };
      });
      return done({ RecallRetList: results });
    }),
    official_account_msg_get_simple: inChannel(() =>
      done({
        IsFinished: 1,
        RspMsgList: [...messages].map(([MsgKey, body]) => ({
          MsgKey,
          MsgTime: 1700000000,
          MsgBody: body?.MsgBody ?? [],
        })),
      }),
    ),
    create_official_account(body) {
      const id = body.OfficialAccountUserID ?? `@TOA#_@TOA#${channels.size}`;
      if (body.Owner_Account === undefined || body.Name === undefined)
        return fail(20001, 'Owner_Account or Name is missing');
      if (typeof id !== 'string' || !id.startsWith('@TOA#_')) return fail(130007, 'invalid id');
      if (channels.has(id)) return fail(130008, 'id in use');
      channels.add(id);
      names.set(id, body);
      return { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', OfficialAccountUserID: id };
    },
    get_official_account_info(body) {
      const list = Array.isArray(body.OfficialAccountIdList) ? body.OfficialAccountIdList : [];
      const found = list.map(({ Official_Account: id }: Fields) =>
        channels.has(String(id))
          ? {
              Official_Account: id,
              Name: names.get(String(id))?.Name,
              Owner_Account: names.get(String(id))?.Owner_Account,
              CreateTime: 1700000000,
              SubscriberNum: 0,
              ErrorCode: 0,
            }
          : { Official_Account: id, ErrorCode: 130004 },
      );
      return { ErrorCode: 0, ErrorInfo: '', ActionStatus: 'OK', OfficialAccountInfoList: found };
    },
    destroy_official_account({ Official_Account: id }) {
      if (id === undefined) return fail(20001, 'Official_Account is missing');
      if (typeof id !== 'string' || !/^@TOA#_[\x20-\x7e]*$/.test(id)) return fail(130007, 'invalid id');
      subscribers.delete(id);
      return channels.delete(id) ? { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 } : fail(130004, '');
    },
  };

  const judge = (path: string, query: URLSearchParams, text: string): Fields => {
    const refused = checkQuery(query, app);
    if (refused !== undefined) return refused;
    const body = parse(text);
    if (body === undefined) return fail(60003, 'json parse error');
    const command = path.startsWith(service) ? commands[path.slice(service.length)] : undefined;
    return command === undefined ? fail(60009, 'resource not found') : command(body);
  };

  const respond = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const fault = faults.shift();
    const body = judge(pathname, searchParams, text);
    answered += 1;
    requests.push({ path: pathname, body: parse(text), code: fault ?? Number(body.ErrorCode) });
    if (fault === 'reset') request.socket.destroy();
    else if (fault !== 'hang') write(response, fault, asSeen(body, answered), request);
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => respond(request, response, Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => {});
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stand-in has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get answered() {
      return answered;
    },
    channels,
    subscribers,
    requests,
    faults,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const fail = (code: number, text: string): Fields => ({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: text });

/** What people have seen around the three fields: one more, one less, another order. Each answer has the next of them. */
function asSeen(body: Fields, count: number): Fields {
  const { ActionStatus, ErrorCode, ErrorInfo, ...rest } = body;
  switch (count % 6) {
    case 1:
      return { ...rest, ErrorCode, ErrorInfo };
    case 2:
      return { ...rest, ActionStatus, ErrorCode, ErrorInfo, ErrorDisplay: '' };
    case 3:
      return { ...rest, ActionStatus, ErrorInfo, ErrorCode, RequestId: `Id-${count}` };
    case 4:
      return { ErrorCode, ...rest, ActionStatus };
    case 5:
      return { ...body, ErrorInfo: '' };
    default:
      return body;
  }
}

function write(response: ServerResponse, fault: Fault | undefined, body: Fields, request: IncomingMessage): void {
  const [status, type, text] = asSent(fault, body, request.url ?? '');
  response.writeHead(status, {
    Server: 'nginx',
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Access-Control-Allow-Origin': '*',
  });
  response.end(text);
}

function asSent(fault: Fault | undefined, body: Fields, url: string): [status: number, type: string, text: string] {
  const page = (more: string): string =>
    `<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>${more}\r\n</body>\r\n</html>\r\n`;
  const json = 'application/json';
  const { ErrorCode, ...rest } = body;
  switch (fault) {
    case 'html-502':
      return [502, 'text/html', page('')];
    case 'echo-502':
      return [502, 'text/html', page(`<p>${url}</p><p>${encodeURIComponent(url)}</p>`)];
    case 'errorcode':
      return [200, json, JSON.stringify({ ...rest, errorcode: ErrorCode })];
    case 'text-code':
      return [200, json, JSON.stringify({ ...rest, ErrorCode: String(ErrorCode) })];
    case 'duplicate':
      return [200, json, `{"ErrorCode":1,${JSON.stringify(body).slice(1)}`];
    case 'not-json':
      return [200, 'text/plain', 'system busy'];
    default:
      return [200, json, JSON.stringify(body)];
  }
}

function checkQuery(query: URLSearchParams, app: StandInApp): Fields | undefined {
  const signature = query.get('usersig') ?? '';
  const identifier = query.get('identifier') ?? '';
  if (!query.has('sdkappid')) return fail(60012, 'sdkappid is missing');
  if (signature === '' || identifier === '' || query.get('contenttype') !== 'json') return fail(60025, 'bad query');
  if (query.get('sdkappid') !== String(app.sdkAppId)) return fail(70020, 'sdkappid not found');
  const signed = readSignature(signature);
  if (signed === undefined) return fail(70003, 'sig length or format error');
  const { id, appId, time, expire, mac } = signed;
  if (time + expire < Date.now() / 1000) return fail(70001, 'expired');
  if (id !== identifier) return fail(70013, 'identifier not match');
  if (appId !== app.sdkAppId) return fail(70014, 'sdkappid not match');
  const text = `TLS.identifier:${id}\nTLS.sdkappid:${appId}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
  if (createHmac('sha256', app.secretKey).update(text).digest('base64') !== mac) return fail(70009, 'sig check failed');
  return identifier === app.identifier ? undefined : fail(60010, 'need admin');
}

function readSignature(text: string) {
  try {
    const base64 = text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
    const fields = JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString('utf8'));
    return {
      id: String(fields['TLS.identifier']),
      appId: Number(fields['TLS.sdkappid']),
      time: Number(fields['TLS.time']),
      expire: Number(fields['TLS.expire']),
      mac: String(fields['TLS.sig']),
    };
  } catch {
    return undefined;
  }
}

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
