import { createServer } from 'node:http';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Files } from './pages.ts';

export interface PageServer extends AsyncDisposable {
  url: string;
  /** Bytes of a file after gzip, as they are sent. */
  weigh(path: string): number;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

/** Serves files from memory on this machine, all of them compressed beforehand, so that serving costs the same for each. */
export async function servePages(files: Files): Promise<PageServer> {
  const packed = new Map([...files].map(([path, content]) => [path, gzipSync(content, { level: 9 })]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const body = packed.get(pathname);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(pathname)] ?? 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'gzip',
      'content-length': body.length,
      'cache-control': 'max-age=3600',
    });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen on a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    weigh: (path) => packed.get(path)?.length ?? 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
