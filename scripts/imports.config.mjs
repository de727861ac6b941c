// The floors of the repository: every import runs downwards. `npm run check` holds this.

/** From bottom to top. What stands on one line does not know of each other. */
const floors = [
  { 'spec/document': '^spec/(document|names)\\.ts$' },
  { 'spec/plugin': '^spec/plugin/' },
  { generated: '^generated/' },
  { 'scripts/generate': '^scripts/generate/' },
  { usersig: '^packages/usersig/' },
  { client: '^packages/client/', mock: '^packages/mock/', webhooks: '^packages/webhooks/' },
  { contract: '^packages/contract/', 'redis-quota': '^packages/redis-quota/' },
  { cli: '^packages/cli/' },
  { 'scripts/evidence': '^scripts/evidence/', 'scripts/diff': '^scripts/diff/' },
  { 'scripts/site': '^scripts/site/' },
];

/** What stands on the same floor, or above, is not imported. */
const downwards = floors.flatMap((floor, level) =>
  Object.entries(floor).flatMap(([name, path]) => {
    const neighbors = Object.entries(floor).filter(([other]) => other !== name);
    const above = [...neighbors, ...floors.slice(level + 1).flatMap((other) => Object.entries(other))];
    if (above.length === 0) return [];
    const rule = {
      name: `${name}-imports-downwards`,
      severity: 'error',
      comment: `${name} stands below what it imports here. Move what both need down, or pass it as an argument.`,
      from: { path, pathNot: ['/test/', '\\.test\\.ts$'] },
      to: { path: above.map(([, target]) => target) },
    };
    return [rule];
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other, also for types alone. Move what both need into a third one.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'packages-know-no-scripts',
      severity: 'error',
      comment: 'What is published cannot import from scripts/, spec/ or test/.',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: ['^scripts/', '^spec/', '^test/'] },
    },
    {
      name: 'every-import-leads-somewhere',
      severity: 'error',
      comment: 'The import leads to no file.',
      from: { path: '^(packages/[^/]+/src|scripts|spec)/' },
      to: { couldNotResolve: true },
    },
    ...downwards,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^generated/(docs|\\.out)/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@chat-openapi/source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
};
