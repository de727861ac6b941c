/** `npm start`: makes everything, starts the mock and the reference, and says what to do next. */
import { runScript } from './command.ts';
import { beforeEnd, stayUp } from './ending.mjs';
import { isPortTaken } from './port-taken.ts';
import { prepare } from './turbo.ts';

interface Server {
  url: string;
  close(): Promise<unknown>;
}

await runScript({
  name: 'npm start',
  about: 'Makes everything, starts the mock and the reference, and shows a call through the client.',
  define: (command) =>
    command
      .option('--once', 'end after the call instead of staying up')
      .action(({ once = false }: { once?: boolean }) => start(once)),
});

async function start(once: boolean): Promise<void> {
  await prepare('build', 'site');
  const { startMock } = await import('@chat-openapi/mock');
  const { serveDocs } = await import('./serve-docs.ts');
  const { demonstrate, sayWhatIsNext } = await import('./tour.ts');
  const mock = await onPort('mock', 4010, (port) => startMock({ port }));
  const docs = await onPort('reference', 4000, serveDocs);
  const close = () => Promise.all([mock.close(), docs.close()]);
  beforeEnd({ gently: close, atOnce: () => {} });

  sayWhatIsNext(mock.url, docs.url, once);
  await demonstrate(mock.url, docs.url);
  if (!once) {
    process.stdout.write('\nCtrl-C ends both.\n');
    await stayUp();
  }
  await close();
  process.exit(0);
}

/** Starts a server on the port that people expect, or on a free one when that is taken. */
async function onPort<T extends Server>(what: string, port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const server = await start(0);
    process.stdout.write(`Port ${port} is taken, so the ${what} listens on ${new URL(server.url).port} instead.\n`);
    return server;
  }
}
