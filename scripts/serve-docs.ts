import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Plugin, preview } from 'vite';
import { inRoot } from './paths.ts';

export interface DocsServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the generated site on 127.0.0.1.
 *
 * @param port 0 takes a free one.
 * @throws Error when the site has not been generated, or with the code `EADDRINUSE` when the port is taken.
 */
export async function serveDocs(port: number): Promise<DocsServer> {
  const docs = inRoot('generated', 'docs');
  if (!existsSync(docs)) throw new Error('generated/docs is missing. Run: npm run generate');
  const server = await preview({
    root: docs,
    configFile: false,
    logLevel: 'silent',
    appType: 'mpa',
    build: { outDir: docs },
    plugins: [await notFound(docs)],
    preview: { host: '127.0.0.1', port, strictPort: true, open: false },
  }).catch((error: Error) => {
    // Vite says it in words alone.
    const isTaken = error.message === `Port ${port} is already in use`;
    throw isTaken ? Object.assign(error, { code: 'EADDRINUSE' }) : error;
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null) throw new Error('The site does not listen on a port.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/** Shows the site's own page at addresses that lead nowhere, as its host does. */
async function notFound(docs: string): Promise<Plugin> {
  const page = await readFile(join(docs, '404.html'));
  return {
    name: 'not-found',
    configurePreviewServer: (server) => () => {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').replace(/[?#].*$/, '').replace(/\/$/, '/index.html');
        if (existsSync(join(docs, path))) return next();
        response.statusCode = 404;
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(page);
      });
    },
  };
}
