import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The order of what comes over one connection without waiting for answers. Looking into the mock takes memory, so it happens
 * when the answers before have gone out, and what comes after it waits for it.
 */
export interface Turns {
  /** The look that a request has to wait for, if there is one. */
  before(socket: Socket): Promise<void> | undefined;
  /** Resolves when all before has been answered. */
  take(socket: Socket, response: ServerResponse): Promise<void>;
}

export function createTurns(): Turns {
  const looks = new WeakMap<Socket, Promise<void>>();
  return {
    before: (socket) => looks.get(socket),
    async take(socket, response) {
      const look = new Promise<void>((resolve) => {
        response.once('close', () => {
          if (looks.get(socket) === look) looks.delete(socket);
          resolve();
        });
      });
      looks.set(socket, look);
      // Node gives a response its socket when the one before it has been sent.
      if (response.socket === null) await new Promise((resolve) => response.once('socket', resolve));
    },
  };
}
