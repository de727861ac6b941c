/** The mock in a process of its own, and connections to it as bytes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

/** What a process keeps after its garbage has been collected. */
export interface Memory {
  /** Bytes of the whole process. */
  rss: number;
  /** Bytes on the heap, and outside of it for buffers. */
  used: number;
  /** Connections that are open. */
  sockets: number;
}

export interface MockProcess {
  port: number;
  memory(): Promise<Memory>;
  /** How it has ended; undefined while it runs. */
  end(): string | undefined;
  /** What it wrote to standard error. */
  complaints(): string;
}

/** `chat-mock` from its sources, in a process of its own that lives until the test ends. */
export async function startMockProcess(args: string[], env: NodeJS.ProcessEnv = {}): Promise<MockProcess> {
  const tellMemory = new URL('./tell-memory.ts', import.meta.url).href;
  const child = fork(fileURLToPath(new URL('../../packages/mock/src/cli.ts', import.meta.url)), args, {
    cwd: inRoot(),
    env: { ...process.env, ...env },
    execArgv: ['--conditions=@chat-openapi/source', '--expose-gc', '--import', tellMemory],
    silent: true,
  });
  let output = '';
  let complaints = '';
  let end: string | undefined;
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaints += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    end = `${signal ?? code}`;
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const [, found] = /^chat-mock listening on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(output) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    ended.then(() => reject(new Error(`chat-mock ended: ${complaints}`)), reject);
  });
  return {
    port,
    async memory() {
      const message = once(child, 'message');
      child.send('memory');
      const { rss, used, sockets } = Object((await message)[0]);
      return { rss: Number(rss), used: Number(used), sockets: Number(sockets) };
    },
    end: () => end,
    complaints: () => complaints,
  };
}

/** An answer as it stood on the wire. */
export interface Answer {
  status: number;
  /** By their names in small letters. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

/** Reads answers one after the other from what a connection has sent. */
export class AnswerReader {
  #text = '';

  add(chunk: Buffer): void {
    this.#text += chunk.toString('latin1');
  }

  /** What came and belongs to no whole answer. */
  get rest(): string {
    return this.#text;
  }

  /** The next answer, once it is there as a whole. Those that only announce another one are left out. */
  next(isHead: boolean): Answer | undefined {
    const end = this.#text.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const [statusLine = '', ...lines] = this.#text.slice(0, end).split('\r\n');
    const [, code] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
    if (code === undefined) throw new Error(`This is no status line: ${statusLine.slice(0, 200)}`);
    const status = Number(code);
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const rest = this.#text.slice(end + 4);
    if (status < 200) {
      this.#text = rest;
      return this.next(isHead);
    }
    const found = readBody(rest, headers, isHead || status === 204);
    if (found === undefined) return undefined;
    this.#text = rest.slice(found.length);
    return { status, headers, body: Buffer.from(found.body, 'latin1').toString('utf8') };
  }
}

function readBody(
  text: string,
  headers: ReadonlyMap<string, string>,
  isEmpty: boolean,
): { body: string; length: number } | undefined {
  if (isEmpty) return { body: '', length: 0 };
  if (headers.get('transfer-encoding') !== 'chunked') {
    const length = Number(headers.get('content-length'));
    if (!Number.isSafeInteger(length)) throw new Error('The answer does not say where it ends.');
    return text.length < length ? undefined : { body: text.slice(0, length), length };
  }
  let body = '';
  let at = 0;
  while (true) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    const chunkEnd = lineEnd + 2 + size + 2;
    if (text.length < chunkEnd) return undefined;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = chunkEnd;
    if (size === 0) return { body, length: at };
  }
}

/** A connection to a mock of this machine, whose errors are no more than its end. */
export function connectTo(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  return socket;
}

/** A whole request as bytes. */
export function requestOf(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body: string | Buffer = '',
): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = Buffer.byteLength(body);
  const head = `${method} ${target} HTTP/1.1\r\n${lines}content-length: ${length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}
