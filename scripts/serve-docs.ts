import { existsSync } from 'node:fs';
import { preview } from 'vite';
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
