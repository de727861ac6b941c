/** What the live run says of answers that hold its own signatures. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findLeaks } from './leaks.ts';
import { runContract } from './run-contract.ts';

const app = { sdkAppId: 1400987654, identifier: 'live-administrator', secretKey: 'canary-key-of-the-live-test' };
const credentials = {
  CHAT_SDK_APP_ID: String(app.sdkAppId),
  CHAT_IDENTIFIER: app.identifier,
  CHAT_SECRET_KEY: app.secretKey,
};
const answer = (code: unknown, text: string, more: object = {}): string =>
  JSON.stringify({ ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: text, ...more });

/** Answers that hold a signature in one way each, again and again. */
const answers: ((signature: string) => string)[] = [
  (signature) => answer(signature, ''),
  (signature) => answer({ code: signature }, ''),
  (signature) => answer(130004, `bad ${signature.slice(0, 40)}... and ...${signature.slice(40)}`),
  (signature) => answer(130004, Buffer.from(signature).toString('base64')),
  (signature) => answer(130004, '', { [signature]: { [signature]: 1 } }),
  (signature) => `{"ErrorCode":0,"${signature}":1,"${signature}":2}`,
  (signature) => `${signature} is no JSON`,
  (signature) => JSON.stringify(signature),
  () => answer(app.sdkAppId, ''),
];

async function startEcho() {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(new URL(request.url ?? '/', 'http://service').searchParams.get('usersig') ?? '');
    request.resume().on('end', () => {
      // An old signature is as secret as the last one.
      const signature = seen[Math.max(0, seen.length - 3)] ?? '';
      response.setHeader('x-echo', signature);
      response.end(answers[(seen.length - 1) % answers.length]?.(signature));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { seen, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

describe('npm run contract -- live', () => {
  it('shows no piece of any signature that it made, whatever the service answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-live-secrets-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [recorded, reports] = [join(folder, 'recorded'), join(folder, 'reports')];
    await mkdir(reports);
    const service = await startEcho();
    const files = ['junit', 'sarif', 'markdown'].flatMap((name) => [`--${name}`, join(reports, name)]);
    const args = ['live', '--base-url', service.url, '--i-have-an-account', '--record', recorded, ...files];
    const { stdout, stderr } = await runContract(args, { env: credentials });

    expect(service.seen.length).toBeGreaterThanOrEqual(answers.length);
    expect(stdout).toMatch(/\d+ answers, \d+ breaking\.\n$/);
    const texts = await Promise.all((await readdir(reports)).map((name) => readFile(join(reports, name), 'utf8')));
    expect(texts).toHaveLength(3);
    const pieces = service.seen.flatMap((signature) =>
      Array.from({ length: Math.floor(signature.length / 12) }, (_, index) =>
        signature.slice(12 * index, 12 * index + 12),
      ),
    );
    for (const text of [stdout, stderr, ...texts]) {
      for (const secret of [...pieces, ...Object.values(credentials)]) expect(text).not.toContain(secret);
    }
    // All signatures begin alike.
    expect(
      await findLeaks(
        recorded,
        pieces.filter((piece) => !/^eA/.test(piece)),
      ),
    ).toStrictEqual([]);
  });
});
