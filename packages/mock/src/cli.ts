#!/usr/bin/env node
import { parseArgs } from 'node:util';

const help = `chat-mock: a mock of Tencent Cloud Chat's official channels

  chat-mock [--port 4010] [--host 127.0.0.1]

  --port <number>   the port to listen on; 0 takes a free one (4010)
  --host <address>  the address to listen on (127.0.0.1)
  --help            this text
`;

const flags = {
  port: { type: 'string', default: '4010' },
  host: { type: 'string', default: '127.0.0.1' },
  help: { type: 'boolean', default: false },
} as const;

function refuse(message: string): never {
  process.stderr.write(`chat-mock: ${message}\n`);
  process.exit(2);
}

function read(): { port: number; host: string } {
  const { values } = (() => {
    try {
      return parseArgs({ options: flags, allowPositionals: false });
    } catch (error) {
      return refuse(`${error instanceof Error ? error.message.split('. ')[0] : error}. See chat-mock --help.`);
    }
  })();
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) refuse(`--port is "${values.port}". Give a number from 0 to 65535.`);
  return { port, host: values.host };
}

const { port, host } = read();
// Prism loads a deprecated module of Node; that is no news to who runs the mock.
process.noDeprecation = true;
const { startMock } = await import('./start-mock.ts');
const mock = await startMock({
  port,
  host,
  onCall: ({ operation, code, reason }) => process.stdout.write(`${operation ?? '-'} ${code} ${reason}\n`),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE')
    refuse(`port ${port} is taken. Give another with --port, or --port 0 for a free one.`);
  return refuse(`cannot listen on ${host}: ${error.message}`);
});
process.stdout.write(`chat-mock listening on ${mock.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    mock.close().then(() => process.exit(0));
  });
}
