import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { workerd } from '../toolchains/installed.ts';

const config = (flags: string, bindings: Record<string, string>): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "program.mjs")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = [${flags}],
  bindings = [${Object.entries(bindings)
    .map(([name, text]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`)
    .join(', ')}],
);
`;

/**
 * Starts workerd for one test.
 *
 * @param folder Where the bundled worker is.
 * @param flags Compatibility flags, as they stand in a list.
 * @param bindings What the worker finds in its `env`.
 * @returns The URL of the worker.
 */
export async function startWorkerd(folder: string, flags = '', bindings: Record<string, string> = {}): Promise<string> {
  const file = join(folder, `${flags.replaceAll(/\W/g, '')}.capnp`);
  await writeFile(file, config(flags, bindings));
  const child = spawn(workerd.file, [...workerd.args, file, '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const port = await new Promise<number>((resolve, reject) => {
    // It writes one line for each socket that it listens on.
    child.stdio[3]?.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()).port));
    ended.then(() => reject(new Error(`workerd ended: ${said}`)));
  });
  return `http://127.0.0.1:${port}`;
}
