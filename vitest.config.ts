import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Workspace packages are tested as sources; what needs the built packages stands in test/package.
const conditions = ['@chat-openapi/source', 'module', 'node', 'development|production'];
const resolve = { conditions };
const ssr = { resolve: { conditions } };

/** Tests of packages that take several seconds, because they wait, start processes or try a great many inputs. */
const slow = [
  'packages/cli/test/batch/{commands,memory}.test.ts',
  'packages/cli/test/{call,doctor,shared-quota}.test.ts',
  'packages/client/test/{bounded,context,errors,openapi-fetch,operations,faults-idempotent,faults-other,leaks,paging,quota,reading,retry,unreachable,user-code,wrong-options}.test.ts',
  'packages/mock/test/{access,control,fake-timers,messages,mock,operations,page,profiles,requested,rules,state,subscribers,webhooks,webhooks-faults}.test.ts',
  'packages/redis-quota/test/{clients,clock,quota,script,unavailable}.test.ts',
  'packages/usersig/test/{explain,forgery,inflate,quote,sign,signed-lines,wrapped-keys,wrapping}.test.ts',
  'test/scripts/{ending,imports,test-inputs}.test.ts',
];

export default defineConfig({
  resolve,
  ssr,
  test: {
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }], './scripts/test-reporter.ts'],
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts', 'test/scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...slow],
          // A thread for each file starts sooner than a process.
          pool: 'threads',
          // A bound against hanging: on a busy machine a property test takes several seconds.
          testTimeout: 30_000,
          // Half of their time they wait for what is slow on purpose.
          maxWorkers: 2 * availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        ssr,
        test: {
          // `npm run check` leaves these to `npm test`.
          name: 'slow unit',
          include: slow,
          testTimeout: 30_000,
          maxWorkers: 2 * availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/commands/**', 'test/quota/**', 'test/scripts/**'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: '100%',
          // What they test runs in processes and browsers of its own.
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve,
        ssr,
        test: {
          // These run the npm scripts, which write what other tests read, or measure a rate: last, and one after the other.
          name: 'commands',
          include: ['test/commands/**/*.test.ts', 'test/quota/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
