/** What `contract diff` finds in two documents, how it rates that, and what it prints. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { changesAsJson, changesAsMarkdown, changesAsText } from '../../scripts/diff/changes-text.ts';
import { diffDocuments } from '../../scripts/diff/compare.ts';
import { findDifferences } from '../../scripts/diff/differences.ts';
import { rateChanges, rates } from '../../scripts/diff/ratings.ts';
import { readDocumentText, readVersion, UnusableDocument } from '../../scripts/diff/versions.ts';
import { inRoot } from '../../scripts/paths.ts';
import { isObject, type JsonObject, wordKeys } from '../../spec/document.ts';
import {
  change,
  documentChanges,
  documentText,
  fullDocument,
  isLocal,
  isOfRow,
  mergeRows,
} from './document-changes.ts';
import { runContract } from './run-contract.ts';

const document = readDocumentText(documentText, 'generated/openapi.json');

/** The paths to everything in a value that holds nothing else. */
function leavesOf(value: unknown, keys: string[] = []): string[][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.length === 0 ? [keys] : entries.flatMap(([key, child]) => leavesOf(child, [...keys, key]));
}

/** A copy with another value at a path, or without it. */
function changeLeaf(root: JsonObject, keys: string[], value: unknown): JsonObject {
  const copy = structuredClone(root);
  const holder = keys.slice(0, -1).reduce<unknown>((node, key) => Reflect.get(Object(node), key), copy);
  const last = keys.at(-1) ?? '';
  if (value !== undefined) Reflect.set(Object(holder), last, value);
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(Object(holder), last);
  return copy;
}

/** What a function gives, asked for once. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const rateAlone = (before: JsonObject, after: JsonObject) =>
  rateChanges(findDifferences(before, after), [], { before, after });

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-diff-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the difference between two documents', () => {
  // Half of the rows share two documents, because each comparison starts a program.
  const shared = documentChanges.filter(isLocal);
  const together = once(() => {
    const { before, after } = mergeRows(shared);
    return diffDocuments(before, after);
  });

  it.each(documentChanges)('rates %s as %s (%s)', async (...row) => {
    const [, rate, rule, place, made, ...more] = row;
    const number = shared.indexOf(documentChanges.find(([what]) => what === row[0]) ?? row);
    const changes =
      number === -1
        ? await diffDocuments(fullDocument, change(fullDocument, [place, made], ...more))
        : (await together()).filter(({ oldPointer = '', newPointer = '' }) =>
            [oldPointer, newPointer].some((pointer) => isOfRow(pointer, number)),
          );
    expect(changes[0]).toMatchObject({ rate, rule });
    expect(changes.every(({ why }) => why.length > 10)).toBe(true);
  });

  it('has a row above for each extension of the document and each rule of ours', async () => {
    expect(new Set(documentChanges.map(([what]) => what)).size).toBe(documentChanges.length);
    const used = new Set(documentText.match(/"x-[\w-]+"(?=:)/g)?.map((key) => key.slice(1, -1)));
    const quiet = [...wordKeys].filter((key) => key.startsWith('x-'));
    const tried = documentChanges.flatMap(([, , , place]) => place.match(/x-[\w-]+/g) ?? []);
    expect([...used].filter((key) => !quiet.includes(key) && !tried.includes(key))).toStrictEqual([]);

    const source = await readFile(inRoot('scripts', 'diff', 'ratings.ts'), 'utf8');
    const rules = [...source.matchAll(/(?:breaks|adds)\(\s*'([\w-]+)'/g)].map(([, rule]) => rule);
    const shown = documentChanges.map(([, , rule]) => rule);
    expect(rules.length).toBeGreaterThan(10);
    // What a reference that points elsewhere changes is rated worse than the reference.
    expect(rules.filter((rule) => !shown.includes(rule ?? ''))).toStrictEqual(['reference-changed']);
  });

  it('is nothing between a document and itself, in YAML or in JSON, whatever the order of its keys', async () => {
    const reversed = (value: unknown): unknown =>
      isObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, item]) => [key, reversed(item)]),
          )
        : Array.isArray(value)
          ? value.map(reversed)
          : value;
    expect(findDifferences(document, reversed(document))).toStrictEqual([]);
    expect(findDifferences(document, readDocumentText(stringify(document), 'a copy'))).toStrictEqual([]);
    expect(await diffDocuments(document, document)).toStrictEqual([]);
    fc.assert(fc.property(fc.jsonValue(), (value) => findDifferences(value, structuredClone(value)).length === 0));
  });

  it('never leaves out a change, wherever it is, and shows both values', () => {
    const leaves = leavesOf(fullDocument);
    expect(leaves.length).toBeGreaterThan(1000);
    const leaf = fc.constantFrom(...leaves);
    const value = fc.oneof(fc.constant(undefined), fc.jsonValue());
    fc.assert(
      fc.property(leaf, value, (keys, made) => {
        const copy = changeLeaf(fullDocument, keys, made);
        fc.pre(JSON.stringify(copy) !== JSON.stringify(fullDocument));
        const changes = rateAlone(fullDocument, copy);
        expect(changes.length).toBeGreaterThan(0);
        expect(changes.every(({ rate }) => rates.includes(rate))).toBe(true);
        expect(changesAsText(changes).split('\n').length).toBe(3 * changes.length + 2);
      }),
      { numRuns: 500 },
    );
  });

  it('never leaves out a change of one of two values that have nothing in common', () => {
    const pair = fc.tuple(fc.jsonValue(), fc.jsonValue());
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const [old, new_] = [before, after].map((value) => parse(stringify(value, { sortMapEntries: true })));
        const same = JSON.stringify(old) === JSON.stringify(new_);
        expect(findDifferences(before, after).length > 0).toBe(!same);
      }),
    );
  });

  it('takes a place that no rule knows, and that Redocly does not speak of, for breaking', () => {
    const copy = change(document, ['id maxLength', 49]);
    expect(rateAlone(document, copy)).toMatchObject([{ rate: 'breaking', rule: 'unrated' }]);
  });

  it('keeps apart what has the name of a keyword and is none', async () => {
    const [changed] = await diffDocuments(
      fullDocument,
      change(fullDocument, ['success properties description', undefined]),
    );
    expect(changed).toMatchObject({ rate: 'breaking', rule: 'property-removed' });
  });

  it('is told worst first, with place, both values and the reason', async () => {
    const copy = change(
      document,
      ['info version', '0.2.0'],
      ['post description', (old: unknown) => `${old} More | of \u001b[31m it.`],
      ['post x-rate-limit 0 calls', 100],
      ['post x-idempotent', undefined],
      ['request properties Name', { type: 'string' }],
    );
    const changes = await diffDocuments(document, copy);
    expect(changes.map(({ rate }) => rate)).toStrictEqual([
      'breaking',
      'breaking',
      'additive',
      'documentation',
      'documentation',
    ]);
    const text = changesAsText(changes);
    expect(text).toContain(
      '/post/x-rate-limit/0/calls (rate-limit-lowered)\n    200 -> 100\n    Callers that keep to the old limit are refused now.\n',
    );
    expect(text).toMatch(/\n2 breaking, 1 additive, 2 documentation\.\n$/);
    expect(text).not.toContain('\u001b');

    const rows = changesAsMarkdown(changes)
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows).toHaveLength(5 + 2 * 3);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(JSON.parse(changesAsJson(changes))).toMatchObject({
      counts: { breaking: 2, additive: 1, documentation: 2 },
      changes: [{ rate: 'breaking' }, {}, {}, {}, {}],
    });
  });
});

describe('npm run contract -- diff', () => {
  it('exits 0 without a breaking change, 1 with one, and at the rate that --fail-on names', async () => {
    const folder = await temporaryFolder();
    const [old, same, added, broken, report] = ['old.json', 'same.yaml', 'added.json', 'broken.json', 'report.md'].map(
      (name) => join(folder, name),
    );
    await Promise.all([
      writeFile(old ?? '', documentText),
      writeFile(same ?? '', stringify(document)),
      writeFile(added ?? '', JSON.stringify(change(document, ['request properties Name', {}]))),
      writeFile(broken ?? '', JSON.stringify(change(document, ['post operationId', 'other']))),
    ]);
    const run = async (...args: (string | undefined)[]) => {
      const { code, stdout, stderr } = await runContract(['diff', ...args.map(String)]);
      expect(stderr).toBe('');
      return [code, stdout.trimEnd().split('\n').at(-1)];
    };
    const runs = await Promise.all([
      run(old, same),
      run(old),
      run(old, added),
      run(old, added, '--fail-on', 'additive'),
      run(old, broken, '--markdown', report),
      run(old, broken, '--fail-on', 'none'),
      run('HEAD', 'HEAD:generated/openapi.yaml'),
    ]);
    expect(runs).toStrictEqual([
      [0, 'No difference.'],
      [0, 'No difference.'],
      [0, '0 breaking, 1 additive, 0 documentation.'],
      [1, '0 breaking, 1 additive, 0 documentation.'],
      [1, '1 breaking, 0 additive, 0 documentation.'],
      [0, '1 breaking, 0 additive, 0 documentation.'],
      [0, 'No difference.'],
    ]);
    expect(await readFile(report ?? '', 'utf8')).toContain('| operation-id-changed |');
  });

  it('exits 2 with one clear sentence when there is nothing to compare', async () => {
    const folder = await temporaryFolder();
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const deep = `{"openapi": "3.1.0", "x": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    const asked: [string[], RegExp][] = [
      [[], /give <old>, --release or --keep/],
      [['a', 'b', 'c'], /"c" is one argument too many/],
      [['a', '--fail-on', 'bad'], /--fail-on has to be one of breaking, additive, documentation, none/],
      [['no-such-version'], /no-such-version is neither a file nor a git revision that has generated\/openapi\.json/],
      [
        [await file('new.json', '{"openapi": "3.9.0", "paths": {}}')],
        /compare .+: Unsupported OpenAPI version: 3\.9\.0\n$/,
      ],
      [[await file('deep.json', deep)], /nested too deeply/],
    ];
    await Promise.all(
      asked.map(async ([args, message]) => {
        const { code, stdout, stderr } = await runContract(['diff', ...args]);
        expect(stderr).toMatch(message);
        expect(stderr).not.toMatch(/^\s+at /m);
        expect([code, stdout], args.join(' ')).toStrictEqual([2, '']);
      }),
    );

    for (const [name, message] of [
      [folder, /cannot be read \(EISDIR\)/],
      [await file('cut.json', '{"openapi": "3.1.0",'), /cut\.json is neither JSON nor YAML: .+ line 1/],
      [await file('empty.yaml', ''), /empty\.yaml is no OpenAPI 3 document/],
      [await file('swagger.json', '{"swagger": "2.0"}'), /swagger\.json is no OpenAPI 3 document/],
      [await file('parts.yaml', 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: a.yaml\n'), /\/paths\/~1a refers to a\.yaml/],
      [
        await file('loose.yaml', 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: "#/b"\n'),
        /\/paths\/~1a refers to #\/b, which is not in it/,
      ],
    ] as const) {
      await expect(readVersion(name), name).rejects.toThrow(message);
      await expect(readVersion(name), name).rejects.toBeInstanceOf(UnusableDocument);
    }
  });
});
