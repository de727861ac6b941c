/** The evidence, what it proves, and how it is shown. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { checkEvidence } from '../../scripts/evidence/check-evidence.ts';
import { type Evidence, evidenceFolder, readEvidence, sealEvidence } from '../../scripts/evidence/evidence.ts';
import { type Cells, describeMatrix, evidenceTable } from '../../scripts/evidence/matrix.ts';
import { inRoot } from '../../scripts/paths.ts';
import { commonCodes, errorsOf, hashDocument, isObject, proofKinds } from '../../spec/document.ts';

const document = readDocument();
const evidence = await readEvidence();
const checker = createChecker(document);
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';

const breaking = ({ operation, webhook }: Pick<Evidence, 'operation' | 'webhook'>, body: unknown) =>
  (webhook === undefined ? checker.checkAnswer({ operation, body }) : checker.checkWebhook({ webhook, body })).filter(
    ({ severity }) => severity === 'breaking',
  );

async function copyEvidence(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-evidence-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(evidenceFolder, folder, { recursive: true });
  return folder;
}

const recording = {
  body: { ActionStatus: 'FAIL', ErrorCode: 130004, ErrorInfo: '' },
  date: '2026-11-24',
  documentHash: hashDocument(document),
  operation: destroy,
  region: 'singapore',
  status: 200,
};

/** Copies of an answer, each of them wrong in one way. */
function broken(body: object): [string, unknown][] {
  const { ErrorCode, ...rest } = { ErrorCode: 0, ...body };
  return [
    ['ErrorCode as text', { ...rest, ErrorCode: String(ErrorCode) }],
    ['no ErrorCode', rest],
    ['ErrorCode with a fraction', { ...rest, ErrorCode: 0.5 }],
    ['ErrorCode null', { ...rest, ErrorCode: null }],
    ['the opposite ActionStatus', { ...body, ActionStatus: ErrorCode === 0 ? 'FAIL' : 'OK' }],
    ['ActionStatus as a number', { ...body, ActionStatus: 0 }],
    ['ErrorInfo as an object', { ...body, ErrorInfo: {} }],
    ['a list around it', [body]],
    ['a text that is no JSON', 'OK'],
  ];
}

/** Copies of an event, each of them without one of its fields, or with another type of it. */
function brokenEvents(body: object): [string, unknown][] {
  return Object.keys(body).flatMap((name): [string, unknown][] => [
    [`no ${name}`, Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))],
    [`${name} as a list`, { ...body, [name]: [[]] }],
  ]);
}

describe('the evidence', () => {
  it('has documented and observed answers, with a source each, and none recorded yet', () => {
    expect(new Set(evidence.map(({ kind }) => kind))).toStrictEqual(new Set(['documented', 'observed']));
    expect(evidence.every(({ source }) => source !== '')).toBe(true);
    expect(evidence.some(({ operation, kind }) => operation === destroy && kind === 'documented')).toBe(true);
  });

  it.each(evidence)('fits the document, or deviates as it is known to: $file:$line', ({ body, deviates, ...from }) => {
    const found = breaking(from, body);
    if (deviates === undefined) expect(found).toStrictEqual([]);
    else expect(found).not.toStrictEqual([]);
  });

  const fitting = evidence.filter(({ deviates }) => deviates === undefined);
  it.each(fitting)('no longer fits when it is broken: $file:$line', ({ body, ...from }) => {
    for (const [what, copy] of from.webhook === undefined ? broken(Object(body)) : brokenEvents(Object(body))) {
      expect(breaking(from, copy), what).not.toStrictEqual([]);
    }
  });

  it('has events of webhooks', () => {
    expect(evidence.filter(({ webhook }) => webhook !== undefined).map(({ kind }) => kind)).toStrictEqual([
      'documented',
      'documented',
    ]);
  });

  it('is refused when any field of any line is changed, taken away or added', async () => {
    const folder = await copyEvidence();
    await writeFile(join(folder, 'recorded', 'one.json'), JSON.stringify(recording));
    await sealEvidence(folder);
    expect(await readEvidence(folder)).toHaveLength(evidence.length + 1);

    let copies = 0;
    for (const file of ['documented.jsonl', 'observed.jsonl', 'recorded/one.json']) {
      const text = await readFile(join(folder, file), 'utf8');
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        for (const changed of line === '' ? [] : changedCopies(JSON.parse(line))) {
          copies += 1;
          await writeFile(join(folder, file), lines.with(index, JSON.stringify(changed)).join('\n'));
          await expect(readEvidence(folder), JSON.stringify(changed)).rejects.toThrow(/SHA256SUMS.*--seal/);
        }
      }
      await writeFile(join(folder, file), text);
      await readEvidence(folder);
    }
    expect(copies).toBeGreaterThan(300);
  });

  it('is refused when a recording is gone or new', async () => {
    const folder = await copyEvidence();
    await writeFile(join(folder, 'recorded', 'one.json'), JSON.stringify(recording));
    await expect(readEvidence(folder)).rejects.toThrow(/recorded\/one\.json is not the evidence/);
    await sealEvidence(folder);
    await rm(join(folder, 'recorded', 'one.json'));
    await expect(readEvidence(folder)).rejects.toThrow(/recorded\/one\.json is gone/);
  });

  it.each([
    ['{"operation": 7, "source": "s", "body": {}}', /documented\.jsonl:2: `operation`/],
    ['{"operation": null, "source": "", "body": {}}', /documented\.jsonl:2: `source`/],
    ['{"webhook": 7, "source": "s", "body": {}}', /documented\.jsonl:2: `webhook`/],
    ['{"webhook": "A.B", "operation": null, "source": "s", "body": {}}', /documented\.jsonl:2: `webhook`/],
    ['{"operation": null, "source": "s"}', /documented\.jsonl:2: `body`/],
    ['[]', /documented\.jsonl:2: this is no JSON object/],
    ['{', /documented\.jsonl:2: this is not JSON/],
  ])('is refused with file and line when a line cannot be read: %s', async (line, message) => {
    const folder = await copyEvidence();
    const good = JSON.stringify({ operation: null, source: 's', body: {} });
    await writeFile(join(folder, 'documented.jsonl'), `${good}\n${line}\n`);
    await sealEvidence(folder);
    await expect(readEvidence(folder)).rejects.toThrow(message);
  });

  it('proves nothing when there is none', async () => {
    const folder = await copyEvidence();
    for (const file of ['documented.jsonl', 'observed.jsonl']) await writeFile(join(folder, file), '');
    await sealEvidence(folder);
    expect(await checkEvidence(document, folder)).toMatchObject({ checked: [], holds: false });
  });

  it('holds as a whole', async () => {
    expect(await checkEvidence(document)).toMatchObject({ holds: true });
  });
});

describe('the matrix', () => {
  const table = evidenceTable(document, evidence);

  it('is what stands in generated/', async () => {
    expect(JSON.parse(await readFile(inRoot('generated', 'docs', 'evidence.json'), 'utf8'))).toStrictEqual(table);
  });

  it('is what the reference shows, row by row', async () => {
    const rowsOf = async (name: string): Promise<[number, string, number][]> => {
      const page = await readFile(inRoot('generated', 'docs', name), 'utf8');
      const row = /<tr><th scope="row">(?:<a href="[^"]+">)?(\d+)\b.*?<span class="badge (\w+)".*?>(\d+)<\/td>/g;
      return [...page.matchAll(row)].map(([, code, kind = '', answers]) => [Number(code), kind, Number(answers)]);
    };
    const expected = (cells: Cells): [number, string, number][] =>
      Object.entries(cells).map(([code, { kind, answers }]) => [Number(code), kind, answers]);
    expect(await rowsOf('evidence.html')).toStrictEqual(expected(table.common));
    for (const [id, cells] of Object.entries(table.operations)) {
      expect(await rowsOf(`operations/${id}.html`), id).toStrictEqual(expected(cells));
    }
  });

  it('is counted in one line for each operation', async () => {
    const page = await readFile(inRoot('generated', 'docs', 'evidence.html'), 'utf8');
    for (const [id, cells] of Object.entries(table.operations)) {
      const [, row = ''] = new RegExp(`<tr id="${id}">(.*?)</tr>`).exec(page) ?? [];
      const counts = [...row.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, count]) => Number(count));
      expect(counts, id).toStrictEqual(
        proofKinds.map((wanted) => Object.values(cells).filter(({ kind }) => kind === wanted).length),
      );
    }
  });

  it('has every code that the document lists, the common ones once, and counts add up', () => {
    expect(Object.keys(table.common)).toStrictEqual(sortedCodes(commonCodes(document)));
    for (const { post } of Object.values(document.paths)) {
      const own = errorsOf(document, post).map(({ code }) => code);
      const codes = Object.keys(table.operations[post.operationId] ?? {});
      expect(codes).toEqual(expect.arrayContaining(sortedCodes([0, ...own])));
      const seen = evidence.filter(
        ({ operation }) => operation === post.operationId || document.paths[operation ?? '']?.post === post,
      );
      expect(codes.length).toBeLessThanOrEqual(own.length + 1 + seen.length);
    }
    const cells = [table.common, ...Object.values(table.operations)].flatMap((codes) => Object.keys(codes)).length;
    expect(Object.values(table.counts).reduce((sum, count) => sum + count)).toBe(cells);
    expect(table.answers).toStrictEqual({ recorded: 0, observed: 24, documented: 9 });
  });

  it('has every webhook, with the events that show it', () => {
    expect(Object.keys(table.webhooks)).toStrictEqual(Object.keys(document.webhooks ?? {}));
    expect(Object.entries(table.webhooks).filter(([, { events }]) => events > 0)).toStrictEqual([
      ['OfficialAccount.CallbackAfterOfficialAccountDestroyed', { kind: 'documented', events: 1 }],
    ]);
    expect(describeMatrix(table)).toMatch(
      /\nwebhooks:\n(?: {2}documented OfficialAccount\.\w+\n)+ {2}documented OfficialAccount\.CallbackAfterOfficialAccountDestroyed \(1\)\n/,
    );
  });

  it('counts an answer with a common code once for all operations, and once for its own', async () => {
    const [code = 0] = commonCodes(document).filter((one) => table.common[one]?.answers === 0);
    const [first = ''] = Object.keys(document.paths);
    const body = { ...recording.body, ErrorCode: code };
    const answer: Evidence = { kind: 'recorded', file: 'a', line: 1, operation: first, source: 's', body, remarks: [] };
    const own = evidenceTable(document, [answer, { ...answer, operation: '/v4/other/command' }]);
    expect(own.common[code]).toStrictEqual({ kind: 'recorded', answers: 2 });
    const id = document.paths[first]?.post.operationId ?? '';
    expect(own.operations[id]?.[code]).toStrictEqual({ kind: 'recorded', answers: 1, elsewhere: 1 });
    const deviating = evidenceTable(document, [{ ...answer, deviates: 'it does' }]);
    expect(deviating.common[code]?.answers).toBe(0);
    expect(deviating.operations[id]).not.toHaveProperty(String(code));
  });

  it('takes the best kind of proof, and never that of another operation', async () => {
    const folder = await copyEvidence();
    await writeFile(join(folder, 'recorded', 'one.json'), JSON.stringify(recording));
    const other = { ...recording, operation: '/v4/other/command', body: { ...recording.body, ErrorCode: 130007 } };
    await writeFile(join(folder, 'recorded', 'two.json'), JSON.stringify(other));
    const unlisted = { operation: destroy, source: 's', body: { ...recording.body, ErrorCode: 87 } };
    await writeFile(join(folder, 'observed.jsonl'), JSON.stringify(unlisted));
    await sealEvidence(folder);
    const { operations, counts } = evidenceTable(document, await readEvidence(folder));
    expect(operations.destroyOfficialAccount).toMatchObject({
      0: { kind: 'documented', answers: 1 },
      87: { kind: 'observed', answers: 1 },
      130004: { kind: 'recorded', answers: 1 },
      130007: { kind: 'documented', answers: 0, elsewhere: 1 },
      130008: { kind: 'documented', answers: 0 },
    });
    expect(counts).toMatchObject({ recorded: 1, observed: 1 });
    const text = describeMatrix(evidenceTable(document, await readEvidence(folder)));
    expect(text).toMatch(
      /destroyOfficialAccount:\n {2}recorded +1 {2}130004 \(1\)\n {2}observed +1 {2}87 \(1\)\n {2}documented +\d+ {2}0 \(1\), 6017,/,
    );
  });

  it('names the document by what it demands, not by its words', () => {
    const [path = ''] = Object.keys(document.paths);
    const change = (edit: (copy: typeof document) => unknown): string => {
      const copy = structuredClone(document);
      edit(copy);
      return hashDocument(copy);
    };
    const post = (copy: typeof document) => copy.paths[path]?.post ?? expect.unreachable();
    const same = hashDocument(document);
    expect(same).toMatch(/^[0-9a-f]{16}$/);
    expect(change((copy) => Object.assign(post(copy), { description: 'Other words.' }))).toBe(same);
    expect(change((copy) => Object.assign(Object(post(copy)['x-rate-limit'])[0], { calls: 199 }))).not.toBe(same);
    expect(change((copy) => post(copy)['x-errors'].pop())).not.toBe(same);
    expect(change((copy) => Object.assign(copy.components.schemas.Success?.properties ?? {}, { title: {} }))).not.toBe(
      same,
    );
  });
});

const sortedCodes = (codes: readonly number[]): string[] => codes.toSorted((a, b) => a - b).map(String);

/** Copies of a value in which one thing is different, at any depth. */
function changedCopies(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item, index) => changedCopies(item).map((copy) => value.with(index, copy)));
    return [...inner, [...value, 'new'], ...(value.length > 0 ? [value.slice(1)] : [])];
  }
  if (isObject(value)) {
    const inner = Object.entries(value).flatMap(([key, item]) => [
      ...changedCopies(item).map((copy) => ({ ...value, [key]: copy })),
      Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
    ]);
    return [...inner, { ...value, added: 1 }];
  }
  if (typeof value === 'number') return [value + 1, String(value)];
  return [`${value}x`];
}
