/**
 * `npm start`: makes everything, starts the mock and the reference, and terminates a channel through the client.
 * `npm start -- --once` does the same and ends.
 */
import { randomBytes } from 'node:crypto';
import { readFlags } from './arguments.ts';
import { untilStopped } from './lifetime.ts';
import { serveDocs } from './serve-docs.ts';
import { turbo } from './turbo.ts';

const flags = readFlags('npm start', { once: { type: 'boolean', default: false } });
const say = (text = ''): boolean => process.stdout.write(`${text}\n`);

const stopped = untilStopped();
const code = await turbo('build', 'site');
if (code !== 0) process.exit(code);

const { startMock } = await import('@chat-openapi/mock');
const { createChatClient, isChatApiError } = await import('@chat-openapi/client');
const { errorCatalogue } = await import('@chat-openapi/openapi/catalogue');

/** The port that people expect, or a free one when that is taken. */
async function onPort<T extends { url: string }>(
  what: string,
  port: number,
  start: (port: number) => Promise<T>,
): Promise<T> {
  try {
    return await start(port);
  } catch {
    const server = await start(0);
    say(`Port ${port} is taken, so the ${what} listens on ${new URL(server.url).port} instead.`);
    return server;
  }
}

const mock = await onPort('mock', 4010, (port) => startMock({ port }));
const docs = await onPort('reference', 4000, serveDocs);
// Not the id used in the docs, so the docs' examples still work afterwards.
const channel = { Official_Account: '@TOA#_tour' };

const chat = createChatClient({
  baseUrl: mock.url,
  sdkAppId: 1400000000,
  identifier: 'administrator',
  // The mock asks for no particular key, so each run has one of its own.
  secretKey: randomBytes(32).toString('hex'),
  fetch: async (url, init) => {
    const shown = url
      .replace(/usersig=[^&]*/, 'usersig=(hidden)')
      .replace('?', '\n      ?')
      .replaceAll('&', '\n      &');
    say(`  ${init.method} ${shown}\n  ${init.body}`);
    const response = await fetch(url, init);
    say(`  -> ${response.status} ${await response.clone().text()}`);
    return response;
  },
});

say('\nTerminating a channel through the typed client:\n');
await chat.destroyOfficialAccount(channel);
say('\nIt is gone. Terminating it again:\n');
try {
  await chat.destroyOfficialAccount(channel);
} catch (error) {
  if (!isChatApiError(error, 'destroyOfficialAccount')) throw error;
  say(`
  ${error.name}: ${error.code} ${error.codeName}
  What to do: ${errorCatalogue[error.code]?.remedy}
  Reference:  ${docs.url}/errors/${error.code}.html`);
}

const query = 'sdkappid=1400000000&identifier=administrator&usersig=any&random=99999999&contenttype=json';
say(`
The mock       ${mock.url}
The reference  ${docs.url}/

Try it yourself:

  curl -d '{"Official_Account": "@TOA#_news"}' '${mock.url}/v4/official_account_open_http_svc/destroy_official_account?${query}'
`);

let exitCode = 0;
if (!flags.once) {
  say('Ctrl-C ends both.');
  exitCode = await stopped;
}
await Promise.all([mock.close(), docs.close()]);
process.exit(exitCode);
