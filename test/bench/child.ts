import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of a bench. It ends when it is let go of, and when this process ends. */
export interface Child extends AsyncDisposable {
  /** Sends a message, if there is one to send, and resolves with the next one that comes back. */
  ask(message?: number): Promise<unknown>;
}

export function startChild(file: string, ...args: string[]): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [] });
  const ended = once(child, 'exit');
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        const settle = (then: () => void): void => {
          child.off('message', onMessage);
          child.off('exit', onExit);
          then();
        };
        const onMessage = (answer: unknown): void => settle(() => resolve(answer));
        const onExit = (): void => settle(() => reject(new Error(`${file} ${args[0] ?? ''} ended.`)));
        child.on('message', onMessage);
        child.on('exit', onExit);
        if (message !== undefined) child.send(message);
      }),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

export interface Server extends AsyncDisposable {
  url: string;
}

export async function startServer(): Promise<Server> {
  const child = startChild('./answering-server.ts');
  const port = await child.ask();
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}
