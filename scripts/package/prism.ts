/**
 * Puts the two parts of Prism that the mock renders with into its `dist`, with their licences in `dist/THIRD-PARTY.md`: so
 * that an installation of the mock is small, runs no script of Prism's dependencies, and reports to nobody.
 */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { inRoot } from '../paths.ts';
import { noticeOf } from './licence.ts';

const dist = inRoot('packages', 'mock', 'dist');
const require = createRequire(inRoot('packages', 'mock', 'package.json'));

/**
 * What those parts import and never need: judging requests, making values up where there is no example, calling other
 * servers, logging, and reading other kinds of documents.
 */
const leftOut = new Map([
  ['@stoplight/prism-http/dist/mocker/generator/JSONSchema.js', ''],
  ['@stoplight/prism-http/dist/mocker/callback/callbacks.js', ''],
  ['@stoplight/prism-http/dist/validator/validators/body.js', ''],
  ['@stoplight/prism-http/dist/validator/validators/headers.js', ''],
  ['@stoplight/prism-http/dist/utils/logger.js', 'exports.logRequest = exports.logResponse = () => {};'],
  ['@stoplight/http-spec/oas2/operation.js', ''],
  ['@stoplight/http-spec/postman/operation.js', ''],
]);

const leaveOut: Plugin = {
  name: 'leave-out',
  load(id) {
    const [, path = ''] = /.*[\\/]node_modules[\\/](.*)$/.exec(id) ?? [];
    const code = leftOut.get(path.replaceAll('\\', '/'));
    return code === undefined ? null : `'use strict'; // Not part of this bundle.\n${code || 'module.exports = {};'}`;
  },
};

const bundle = await rolldown({
  input: join(dist, 'prism.js'),
  platform: 'node',
  external: [/^@chat-openapi\//],
  plugins: [leaveOut],
  // Its other build asks for its own files by names that a bundler cannot follow.
  resolve: { alias: { 'jsonc-parser': require.resolve('jsonc-parser/lib/esm/main.js') } },
});
const { output } = await bundle.write({ file: join(dist, 'prism.cjs'), format: 'cjs' });
await bundle.close();

const modules = output
  .filter((part): part is OutputChunk => part.type === 'chunk')
  .flatMap(({ moduleIds }) => moduleIds);
const folders = new Set(
  modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
);
const notices = await Promise.all([...folders].sort().map(noticeOf));
const introduction = '# What `prism.cjs` is made of\n\nParts of these packages, each under its own licence.\n';
await writeFile(join(dist, 'THIRD-PARTY.md'), [introduction, ...notices].join('\n'));

// Both kinds of modules take it from there, so that the archive holds it once.
const exported = output.flatMap((part) => (part.type === 'chunk' ? part.exports : []));
await writeFile(join(dist, 'prism.js'), `export { ${exported.join(', ')} } from './prism.cjs';\n`);
