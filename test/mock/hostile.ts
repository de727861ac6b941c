/** Requests of every kind that a server may be sent, good ones among them, for the fuzz test. */
import { type OperationId, operationIds, operations } from '@chat-openapi/openapi';
import { isObject } from '@chat-openapi/openapi/document';
import fc, { type Arbitrary } from 'fast-check';
import document from '../../generated/openapi.json' with { type: 'json' };
import { path } from './good-call.ts';

/** What goes over one connection: requests one right after the other, without waiting for answers. */
export interface Visit {
  /** Each of these is whole, so each has to be answered, in order. */
  requests: WholeRequest[];
  /** Comes after them, and need not be a request; answered, or the connection is closed. */
  last: LastBytes | undefined;
  /** How many bytes are written at once. */
  piece: number;
}

export interface WholeRequest {
  bytes: Buffer;
  answeredAs: 'envelope' | 'control' | 'preflight';
  isHead: boolean;
  /** The operation whose own body it holds, good or spoilt; undefined for any other request. */
  operation?: OperationId;
}

export interface LastBytes {
  bytes: Buffer;
  /** Whether the client closes its side after it. */
  ends: boolean;
  /** Whether it comes byte by byte, forever. */
  drips: boolean;
  /** The fault of the transport that it asks for. */
  fault: string | undefined;
}

type Pairs = readonly (readonly [string, string])[];

const pick = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

const id = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^@TOA#_[A-Za-z0-9]{1,20}$/) },
  {
    weight: 1,
    arbitrary: pick('@TOA#_a', '@TOA#_mock_20005', '@TOA#_mock_0', '@TOA#_mock_9', '@TOA#_mock_', '@TOA#_'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
const nested = [
  deep('[', ']'),
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  `{"Official_Account":${deep('[', ']')}}`,
  `{"Official_Account":"@TOA#_deep","more":${deep('[', ']')}}`,
  '['.repeat(10_000),
];

const megabyte = 1024 * 1024;
const large = [
  `{"Official_Account":"@TOA#_large","more":"${'x'.repeat(megabyte - 100)}"}`,
  `{"Official_Account":"@TOA#_many","more":[${'{},'.repeat(200_000)}0]}`,
  `{"Official_Account":"${'x'.repeat(300_000)}"}`,
  `{${Array.from({ length: 20_000 }, (_, index) => `"${index}":0`)}}`,
];

/** Of an operation, the examples of its request. */
function examplesOf(operation: OperationId): unknown[] {
  const requests: Record<string, { post: { requestBody: object } }> = document.paths;
  const { content } = Object(requests[operations[operation].path]?.post.requestBody);
  return Object.values<{ value: unknown }>(content['application/json'].examples).map(({ value }) => value);
}

/** A body with other ids in place of those that it holds, wherever they stand. */
function withId(body: unknown, id: string): unknown {
  if (Array.isArray(body)) return body.map((item) => withId(item, id));
  if (!isObject(body)) return typeof body === 'string' && body.startsWith('@TOA#_') ? id : body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, withId(value, id)]));
}

/** A body with something else in one of its places. */
function spoil(body: unknown, place: number, value: unknown): unknown {
  let left = place % placesIn(body);
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item)]));
  };
  return walk(body);
}

const placesIn = (part: unknown): number =>
  typeof part === 'object' && part !== null
    ? Object.values(part).reduce<number>((sum, item) => sum + placesIn(item), 1)
    : 1;

const wrong = fc.oneof(
  pick<unknown>(null, true, 0, -1, 1.5, 1e308, 2 ** 53, 4294967296, '', '\u0000', '__proto__', '@TOA#_', [], {}, [[]]),
  pick<unknown>('x'.repeat(5000), '频'.repeat(200), ['a', 'a'], [null], { toString: 1 }, Array(300).fill('a')),
  pick<unknown>('@TOA#_0', '1_1_1', '99999999999999999999', 'TIMNewElem', '@TOA#_@TOA#x', '\ud800'),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A few, so that channels are met again. */
const sharedId = fc.nat(9).map((number) => `@TOA#_${number}`);

/** A body of an operation, as good as its examples, or spoilt in some places. */
export const bodyOf = (operation: OperationId): Arbitrary<Buffer> =>
  fc
    .tuple(
      pick(...examplesOf(operation)),
      fc.oneof({ weight: 6, arbitrary: sharedId }, { weight: 1, arbitrary: id }),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(fc.nat(60), wrong), { maxLength: 3 }) },
      ),
    )
    .map(([body, id, places]) =>
      Buffer.from(
        JSON.stringify(
          places.reduce<unknown>((left, [place, value]) => spoil(left, place, value), withId(body, id)) ?? null,
        ),
      ),
    );

const goodBody = fc
  .tuple(pick(...operationIds.flatMap(examplesOf)), id)
  .map(([body, id]) => Buffer.from(JSON.stringify(withId(body, id))));

const body: Arbitrary<Buffer> = fc.oneof(
  { weight: 400, arbitrary: goodBody },
  { weight: 80, arbitrary: fc.tuple(goodBody, fc.nat(40)).map(([good, length]) => good.subarray(0, length)) },
  { weight: 80, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 80, arbitrary: fc.json().map((text) => Buffer.from(text)) },
  {
    weight: 80,
    arbitrary: pick(
      ...['', ' ', 'null', '0', '""', '{}', '[]', '\ufeff{}', 'hello', '{"Official_Account":1e999}', '-', '"\\ud800"'],
      ...['{"__proto__":{"Official_Account":"@TOA#_a"}}', '{"__proto__":null,"Official_Account":"@TOA#_b"}'],
      ...[
        '{"Official_Account":"@TOA#_c","__proto__":{"constructor":1}}',
        '{"constructor":1,"toString":1,"hasOwnProperty":1}',
      ],
      ...['{"Official_Account":{"toString":1}}', '{"Official_Account":"@TOA#_\\u0000"}', '{"Official_Account":null}'],
      ...['{"Official_Account":"@TOA#_d","Official_Account":"@TOA#_e"}', 'Official_Account=%40TOA%23_f'],
    ).map((text) => Buffer.from(text)),
  },
  { weight: 20, arbitrary: pick(...nested).map((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: pick(...large).map((text) => Buffer.from(text)) },
);

/** What may stand in a target besides spaces, which would end it. */
const visible = fc.stringMatching(/^[!-"$-~]{0,30}$/);

const name = pick('sdkappid', 'identifier', 'usersig', 'random', 'contenttype');
const value = fc.oneof(
  {
    weight: 2,
    arbitrary: pick('', '0', '-1', '4294967296', '1.5', '1e5', '0x10', '+5', 'true', 'json', 'xml', '%00', '%E0%A4%A'),
  },
  { weight: 1, arbitrary: visible },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())) },
);

const queryOf = (userSig: string): Arbitrary<string> => {
  const good: Pairs = [
    ['sdkappid', '1400000000'],
    ['identifier', 'administrator'],
    ['usersig', userSig],
    ['random', '99999999'],
    ['contenttype', 'json'],
  ];
  const write = (pairs: Pairs): string => pairs.map(([key, text]) => `${key}=${text}`).join('&');
  const other = fc.oneof(
    fc.tuple(name, value),
    fc.tuple(pick('RANDOM', '__proto__', '__server', 'toString', ''), value),
  );
  return fc.oneof(
    { weight: 10, arbitrary: fc.constant(write(good)) },
    { weight: 2, arbitrary: fc.shuffledSubarray([...good]).map(write) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(name, value)
        .map(([key, text]) => write(good.map((pair) => (pair[0] === key ? [key, text] : pair)))),
    },
    { weight: 2, arbitrary: fc.array(other, { minLength: 1, maxLength: 4 }).map((more) => write([...good, ...more])) },
    { weight: 1, arbitrary: visible },
    { weight: 1, arbitrary: pick('', '&&==&=', '%E0%A4%A', '%', '?'.repeat(2000), 'a&'.repeat(3000)) },
  );
};

const targetOf = (userSig: string): Arbitrary<string> => {
  const query = queryOf(userSig);
  const good = fc
    .tuple(pick(...operationIds.map((operation) => operations[operation].path)), query)
    .map(([path, text]) => `${path}?${text}`);
  return fc.oneof(
    { weight: 20, arbitrary: good },
    { weight: 2, arbitrary: good.map((text) => text.replace('d', '%64')) },
    { weight: 2, arbitrary: good.map((text) => `http://127.0.0.1${text}`) },
    {
      weight: 2,
      arbitrary: pick(
        ...['/', '//', '/../../etc/passwd', '/%E0%A4%A', `${path}/`, path.toUpperCase(), path, `${path}?`],
        ...['/__proto__', '/_mock', '/v4//x', `/${'x'.repeat(8000)}`, 'http://127.0.0.1/', 'http://127.0.0.1'],
      ),
    },
    { weight: 1, arbitrary: visible.map((text) => `/${text}`) },
  );
};

const latin = fc.stringMatching(/^[!-~\xa0-\xff]{0,40}$/);

const header: Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(fc.constant('accept'), pick('*', '*/*', ';', ', ,', 'a/b;c', 'json', 'gar bage', 'application/xml', '')),
  fc.tuple(
    fc.constant('content-type'),
    pick(
      'application/json',
      'garbage',
      ';',
      '',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; charset=utf-16',
    ),
  ),
  fc.tuple(fc.constant('content-encoding'), pick('gzip', 'br', 'identity', 'x')),
  fc.tuple(fc.constant('expect'), pick('100-continue', '100-Continue', 'something', '')),
  fc.tuple(
    fc.constant('prefer'),
    pick(
      'example=20005',
      'example="OK"',
      'example=',
      'example=__proto__',
      'code=500',
      'dynamic=true',
      ',;,',
      'example',
      'example=99',
      'x'.repeat(3000),
    ),
  ),
  fc.tuple(
    fc.constant('host'),
    pick('127.0.0.1', '', 'adminapisgp.im.qcloud.com', 'console.tim.qq.com:443', 'x'.repeat(300), '[::1]'),
  ),
  fc.tuple(fc.constant('origin'), pick('null', 'http://127.0.0.1', '*')),
  fc.tuple(pick('cookie', 'x-http-method-override', 'forwarded', '__proto__', 'constructor', 'te', 'range'), latin),
);

const headers = fc.array(header, { maxLength: 4 });

const chunked = (whole: Buffer, size: number, extra: string, trailer: string): Buffer => {
  const chunks: Buffer[] = [];
  for (let at = 0; at < whole.length; at += size) {
    const chunk = whole.subarray(at, at + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}${extra}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from(`0\r\n${trailer}\r\n`)]);
};

const write = (method: string, target: string, version: string, headers: Pairs, body: Buffer): Buffer => {
  const lines = headers.map(([key, text]) => `${key}: ${text}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/${version}\r\n${lines}\r\n`, 'latin1'), body]);
};

/** The body, and the header that says where it ends. */
const framed = (body: Arbitrary<Buffer>): Arbitrary<{ framing: readonly [string, string]; sent: Buffer }> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: body.map((whole) => ({ framing: ['content-length', String(whole.length)] as const, sent: whole })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(body, fc.integer({ min: 1, max: 64 }), pick('', ';a=b', ';"'), pick('', 'x: y\r\n'))
        .map(([whole, size, extra, trailer]) => ({
          framing: ['transfer-encoding', 'chunked'] as const,
          sent: chunked(whole, Math.max(size, Math.ceil(whole.length / 500)), extra === ';"' ? '' : extra, trailer),
        })),
    },
  );

const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant('POST') },
  {
    weight: 3,
    arbitrary: pick('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'QUERY', 'M-SEARCH', 'PROPFIND'),
  },
);

const anyCallOf = (userSig: string): Arbitrary<WholeRequest> =>
  fc.tuple(method, targetOf(userSig), headers, framed(body)).map(([method, target, headers, { framing, sent }]) => ({
    bytes: write(method, target, '1.1', [...headers, framing], sent),
    answeredAs: isForControl(method, target) ? 'control' : 'envelope',
    isHead: method === 'HEAD',
  }));

/** A call of an operation with a body of its own; only the body may be spoilt. */
const ownCallOf = (userSig: string): Arbitrary<WholeRequest> =>
  fc.oneof(
    ...operationIds.map((operation) =>
      framed(bodyOf(operation)).map(({ framing, sent }) => {
        const query = `sdkappid=1400000000&identifier=administrator&usersig=${userSig}&random=1&contenttype=json`;
        const bytes = write('POST', `${operations[operation].path}?${query}`, '1.1', [framing], sent);
        return { bytes, answeredAs: 'envelope' as const, isHead: false, operation };
      }),
    ),
  );

const callOf = (userSig: string): Arbitrary<WholeRequest> => fc.oneof(anyCallOf(userSig), ownCallOf(userSig));

/** Whether the page is asked for, or what is below `/_mock`. */
function isForControl(method: string, target: string): boolean {
  const path = target.replace(/^http:\/\/127\.0\.0\.1/, '').split('?')[0] || '/';
  return path === '/' ? method === 'GET' || method === 'HEAD' : path === '/_mock' || path.startsWith('/_mock/');
}

const preflight: Arbitrary<WholeRequest> = fc
  .tuple(targetOf('any'), pick('POST', 'GET', ''), fc.option(latin))
  .map(([target, wanted, names]) => ({
    bytes: write(
      'OPTIONS',
      target,
      '1.1',
      [
        ['access-control-request-method', wanted],
        ...(names === null ? [] : [['access-control-request-headers', names] as const]),
      ],
      Buffer.alloc(0),
    ),
    answeredAs: 'preflight',
    isHead: false,
  }));

const outcomes = pick<unknown>('OK', 20005, '20005', 0, -1, 1.5, null, '', '__proto__', 'nothing', [], [[20005]]);
const order: Arbitrary<Buffer> = fc.oneof(
  fc
    .tuple(pick<unknown>(...operationIds, '__proto__', 'nothing', 7), fc.array(outcomes, { maxLength: 3 }))
    .map(([operation, outcomes]) => Buffer.from(JSON.stringify({ operation, outcomes }))),
  body.filter(({ length }) => length < 10_000),
);

const control: Arbitrary<WholeRequest> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: pick('GET', 'POST') }, { weight: 1, arbitrary: method }),
    fc.oneof(
      {
        weight: 8,
        arbitrary: pick('health', 'reset', 'enqueue', 'enqueue?x', 'nothing', '', '__proto__', 'state/', '%E0%A4%A'),
      },
      { weight: 1, arbitrary: visible },
    ),
    order,
  )
  .map(([method, name, body]) => ({
    bytes: write(method, `/_mock/${name}`, '1.1', [['content-length', String(body.length)]], body),
    answeredAs: 'control',
    isHead: method === 'HEAD',
  }));

const last = (bytes: Buffer | string): LastBytes => ({
  bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
  ends: false,
  drips: false,
  fault: undefined,
});

/** With any byte changed, taken out or put in, and cut anywhere. */
const damaged = (whole: Arbitrary<WholeRequest>): Arbitrary<Buffer> =>
  fc
    .tuple(
      whole.filter(({ bytes }) => bytes.length < 100_000),
      fc.array(fc.tuple(fc.nat(1000), fc.nat(255), pick('change', 'insert', 'remove')), { minLength: 1, maxLength: 5 }),
      fc.option(fc.nat(600), { freq: 2 }),
    )
    .map(([{ bytes }, edits, end]) => {
      const changed = [...bytes.subarray(0, end ?? undefined)];
      for (const [at, byte, kind] of edits) {
        if (kind === 'remove') changed.splice(at % (changed.length + 1), 1);
        else changed.splice(at % (changed.length + 1), kind === 'insert' ? 0 : 1, byte);
      }
      return Buffer.from(changed);
    })
    // Line ends alone are nothing, and may stand between requests.
    .filter((bytes) => /[^\r\n]/.test(bytes.toString('latin1')));

const twice = (line: string, body: string): string => `POST ${path} HTTP/1.1\r\n${line}\r\n\r\n${body}`;

const odd: readonly (string | Buffer)[] = [
  'GET / HTTP/1.1\n\n',
  'get / HTTP/1.1\r\n\r\n',
  'POST\r\n\r\n',
  'hello\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  `POST ${path} HTTP/9.9\r\n\r\n`,
  `POST ${path} HTTP/1.0\r\ncontent-length: 2\r\n\r\n{}`,
  `POST ${path} HTTP/1.0\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}`,
  `POST ${path} HTTP/1.1\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`,
  `POST ${path} HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
  `GET ${path} HTTP/1.1\r\nconnection: upgrade\r\nupgrade: h2c\r\ncontent-length: 2\r\n\r\n{}`,
  'OPTIONS * HTTP/1.1\r\n\r\n',
  'POST * HTTP/1.1\r\n\r\n',
  'CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n',
  'CONNECT x HTTP/1.1\r\nhost: x\r\n\r\nmore',
  twice('content-length: 2\r\ntransfer-encoding: chunked', '0\r\n\r\n'),
  twice('content-length: 2\r\ncontent-length: 3', '{} '),
  twice('content-length: -1', '{}'),
  twice('content-length: 2x', '{}'),
  twice('content-length: 99999999999999999999', '{}'),
  twice('content-length: 1000000', '{}'),
  twice('transfer-encoding: gzip', '{}'),
  twice('transfer-encoding: chunked', 'zz\r\n{}\r\n0\r\n\r\n'),
  twice('transfer-encoding: chunked', 'fffffffffffffffff\r\n{}'),
  twice('transfer-encoding: chunked', `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
  twice('transfer-encoding: chunked', `2\r\n{}\r\n0\r\n${'a: b\r\n'.repeat(5000)}\r\n`),
  twice('expect: 100-continue\r\ncontent-length: 2', ''),
  twice(' folded: x', ''),
  twice('name : x', ''),
  twice('x: a\0b', ''),
  twice('a: b\r\n'.repeat(3000), ''),
  twice(`x: ${'x'.repeat(60_000)}`, ''),
  `POST /${'x'.repeat(60_000)} HTTP/1.1\r\n\r\n`,
  twice(`content-length: ${2 * megabyte}`, 'x'.repeat(2 * megabyte)),
  twice('transfer-encoding: chunked', `200000\r\n${'x'.repeat(2 * megabyte)}\r\n0\r\n\r\n`),
  Buffer.from('16030100c8010000c40303', 'hex'),
  '\0',
];

const lastOf = (userSig: string): Arbitrary<LastBytes> =>
  fc.oneof(
    { weight: 4, arbitrary: pick(...odd).map(last) },
    { weight: 6, arbitrary: damaged(callOf(userSig)).map(last) },
    { weight: 1, arbitrary: damaged(control).map(last) },
    {
      weight: 2,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => last(Buffer.from([0, ...bytes]))),
    },
    {
      weight: 2,
      arbitrary: fc.oneof(damaged(callOf(userSig)), pick(...odd)).map((bytes) => ({ ...last(bytes), ends: true })),
    },
  );

/** Calls that are good, and ask for a fault of the transport. */
export const faultOf = (userSig: string): Arbitrary<LastBytes> =>
  fc.tuple(pick('502', 'timeout', 'reset', 'truncated', 'html', 'slow'), fc.boolean()).map(([fault, byId]) => {
    const body = Buffer.from(JSON.stringify({ Official_Account: byId ? `@TOA#_mock_${fault}` : '@TOA#_good' }));
    const query = `sdkappid=1400000000&identifier=administrator&usersig=${userSig}&random=1&contenttype=json`;
    const prefer = byId ? [] : [['prefer', `example=${fault}`] as const];
    const headers = [['content-length', String(body.length)] as const, ...prefer];
    return { ...last(write('POST', `${path}?${query}`, '1.1', headers, body)), fault };
  });

/** A client that takes its time: a byte now and then, and never the end. */
export const dripOf = (userSig: string): Arbitrary<LastBytes> =>
  callOf(userSig)
    .filter(({ bytes }) => bytes.length < 10_000)
    .map(({ bytes }) => ({ ...last(bytes.subarray(0, -1)), drips: true }));

export const visitOf = (userSig: string): Arbitrary<Visit> =>
  fc.record({
    requests: fc.array(
      fc.oneof(
        { weight: 20, arbitrary: callOf(userSig) },
        { weight: 1, arbitrary: preflight },
        { weight: 1, arbitrary: control },
      ),
      { minLength: 1, maxLength: 16, size: 'max' },
    ),
    last: fc.option(lastOf(userSig), { freq: 2, nil: undefined }),
    piece: fc.oneof(
      { weight: 4, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
      { weight: 1, arbitrary: fc.integer({ min: 50, max: 3000 }) },
    ),
  });
