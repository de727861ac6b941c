/** What the checker finds in answers and requests, and how it is reported. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { marked } from 'marked';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import { checkLines } from '../../packages/contract/src/check-lines.ts';
import { parseJson } from '../../packages/contract/src/json.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { asJunit, asMarkdown, asSarif, asText, printable } from '../../packages/contract/src/report.ts';
import { runContract } from './run-contract.ts';

const document = readDocument();
const checker = createChecker(document);
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';
const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
const failed = { ActionStatus: 'FAIL', ErrorInfo: 'no', ErrorCode: 130004 };

const check = (body: unknown, operation: string | null = destroy, status?: number) =>
  checker
    .checkAnswer({ operation, status, body })
    .map(({ severity, pointer, rule }) => `${severity} ${pointer} ${rule}`);

describe('an answer', () => {
  it('fits when it is as documented, named by id, by path or not at all', () => {
    for (const operation of [destroy, destroy.slice(1), 'destroyOfficialAccount', '/v4/openim/sendmsg', null]) {
      expect(check(ok, operation)).toStrictEqual([]);
      expect(check(JSON.stringify(failed), operation)).toStrictEqual([]);
    }
  });

  it('is not checked when an id is not in the document', () => {
    expect(() => check(ok, 'destroyOfficialAcount')).toThrow('The document has no operation "destroyOfficialAcount".');
  });

  it('is additive where it has what the document does not know', () => {
    expect(check({ ...ok, RequestId: 'r', ErrorDisplay: '' })).toStrictEqual([
      'additive /RequestId field',
      'additive /ErrorDisplay field',
    ]);
    expect(check({ ...failed, ErrorCode: 87 })).toStrictEqual(['additive /ErrorCode code']);
    // Of other operations only the common form is known.
    expect(check({ ...failed, ErrorCode: 87, RequestId: 'r' }, '/v4/openim/sendmsg')).toStrictEqual([]);
  });

  it('is tolerated where something is missing in reality, and where a gateway answers in place of the service', () => {
    expect(check({ ErrorCode: 0 })).toStrictEqual(['tolerated /ActionStatus present', 'tolerated /ErrorInfo present']);
    expect(check('<html>Bad gateway</html>', destroy, 502)).toStrictEqual(['tolerated  status']);
  });

  it('is breaking where a caller that trusts the document fails', () => {
    expect(check({ ...ok, ErrorCode: '0' })).toStrictEqual(['breaking /ErrorCode type']);
    expect(check({ ...ok, ErrorCode: 0.5 })).toStrictEqual(['breaking /ErrorCode type']);
    expect(check({ ActionStatus: 'OK', errorcode: 0 })).toStrictEqual(['breaking /ErrorCode required']);
    expect(check({ ...ok, ErrorInfo: 7 })).toStrictEqual(['breaking /ErrorInfo type']);
    expect(check({ ...ok, ActionStatus: 'FAIL' })).toStrictEqual(['breaking /ActionStatus const']);
    expect(check([ok])).toStrictEqual(['breaking  type']);
    expect(check('<html></html>')).toStrictEqual(['breaking  json']);
    expect(check(ok, destroy, 500)).toStrictEqual(['breaking  status']);
    expect(check('Not found', destroy, 404)).toStrictEqual(['breaking  status']);
  });

  it('is breaking where parsers read different things out of it, unless nobody reads that field', () => {
    expect(check('{"ErrorCode":0,"ErrorCode":130004,"ActionStatus":"FAIL","ErrorInfo":""}')).toStrictEqual([
      'breaking /ErrorCode duplicate',
    ]);
    expect(check('{"ErrorCode":1e400,"ActionStatus":"FAIL","ErrorInfo":""}')).toStrictEqual([
      'breaking /ErrorCode type',
    ]);
    expect(check('{"ErrorCode":9007199254740993,"ActionStatus":"FAIL","ErrorInfo":""}')).toStrictEqual([
      'breaking /ErrorCode number',
      'additive /ErrorCode code',
    ]);
    expect(check('{"ErrorCode":0,"ActionStatus":"OK","ErrorInfo":"","Seq":[9007199254740993]}')).toStrictEqual([
      'additive /Seq/0 number',
      'additive /Seq field',
    ]);
    expect(
      check('{"ErrorCode":0,"ActionStatus":"OK","ErrorInfo":"a\\"b: {","x":{"a/b":1,"a\\u002fb":2}}'),
    ).toStrictEqual(['additive /x/a~1b duplicate', 'additive /x field']);
  });

  it('is judged by the fields of its own operation', () => {
    const copy = structuredClone(document);
    const { Success } = copy.components.schemas;
    if (Success?.properties === undefined) return expect.unreachable();
    Success.required = ['ErrorCode', 'List'];
    Success.properties.List = {
      type: 'array',
      items: { type: 'object', required: ['Id'], properties: { Id: { type: 'string' } } },
    };
    const changed = createChecker(copy);
    const findings = (body: object) =>
      changed
        .checkAnswer({ operation: destroy, body: { ...ok, ...body } })
        .map(({ severity, pointer }) => `${severity} ${pointer}`);
    expect(findings({})).toStrictEqual(['breaking /List']);
    expect(findings({ List: [{ Id: 'a' }, {}] })).toStrictEqual(['breaking /List/1/Id']);
    expect(findings({ List: [{ Id: 'a', More: 1 }, { Id: 7 }] })).toStrictEqual([
      'breaking /List/1/Id',
      'additive /List/0/More',
    ]);
  });
});

describe('an event', () => {
  const webhook = 'OfficialAccount.CallbackAfterOfficialAccountFull';
  const event = { CallbackCommand: webhook, Official_Account: '@TOA#_a', EventTime: 1670574414123 };
  const query = { SdkAppid: '1', CallbackCommand: webhook, ClientIP: '203.0.113.7', OptPlatform: 'RESTAPI' };
  const found = (more: Record<string, string>, body: unknown = event) =>
    checker
      .checkWebhook({ webhook, query: new URLSearchParams({ ...query, ...more }), body })
      .map(({ severity, pointer, rule }) => `${severity} ${pointer} ${rule}`);

  it('fits with a query of its own, which has no credentials of calls', () => {
    expect(found({})).toStrictEqual([]);
    expect(found({ Sign: 'A'.repeat(64), RequestTime: '1669872112', contenttype: 'json' })).toStrictEqual([]);
    expect(found({ Sign: 'secret', CallbackCommand: 'other' })).toStrictEqual([
      'breaking ?/CallbackCommand const',
      'breaking ?/Sign pattern',
    ]);
    expect(found({}, 'no JSON')).toStrictEqual(['breaking  json']);
  });

  it('is not checked when the document has no such webhook', () => {
    expect(() => checker.checkWebhook({ webhook: 'Group.CallbackAfterSendMsg', body: {} })).toThrow(
      'The document has no webhook "Group.CallbackAfterSendMsg".',
    );
    expect(checker.hasWebhook('toString')).toBe(false);
  });
});

describe('a request', () => {
  const query = { sdkappid: '1', identifier: 'a', usersig: 'secret-value', random: '7', contenttype: 'json' };
  const requests = (more: Record<string, string>, body: unknown) =>
    checker.checkRequest({
      operation: destroy,
      query: new URLSearchParams({ ...query, ...more }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const found = (more: Record<string, string>, body: unknown) =>
    requests(more, body).map(({ severity, pointer, rule }) => `${severity} ${pointer} ${rule}`);
  const channel = { Official_Account: '@TOA#_a' };

  it('is held against query and body', () => {
    expect(found({}, channel)).toStrictEqual([]);
    expect(found({ random: '4294967296' }, channel)).toStrictEqual(['breaking ?/random maximum']);
    expect(found({ contenttype: 'xml' }, {})).toStrictEqual([
      'breaking ?/contenttype const',
      'breaking /Official_Account required',
    ]);
    expect(found({}, { ...channel, Extra: 1 })).toStrictEqual(['additive /Extra field']);
    expect(found({}, '{')).toStrictEqual(['breaking  json']);
  });

  it('never has a value of the query in its findings', () => {
    expect(JSON.stringify(requests({ usersig: '', random: 'secret-random', identifier: '' }, channel))).not.toMatch(
      /secret/,
    );
  });
});

describe('what is lost when JSON is parsed', () => {
  it.each<[string, number]>([
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', 0],
    ['{"a": "x\\": y", "b" : "\\"a\\":1"}', 0],
    ['{"a":1,"a":1}', 1],
    ['{"a":[{"b" : 1, "b"\n:2}]}', 1],
    ['{"a":1,"\\u0061":2,"x":"\\":"}', 1],
    ['{"__proto__":1,"__proto__":2}', 1],
    ['[1e400, -1E+400, 1e0400, 9007199254740993, 9007199254740992, 1.00000000000000000001]', 4],
    ['"a\\": "', 0],
    ['7', 0],
  ])('is noticed in %s', (text, count) => {
    expect(parseJson(text).remarks).toHaveLength(count);
  });
});

describe('lines of answers', () => {
  const lines = (...texts: string[]) => checkLines(document, Buffer.from(texts.join('\n')), 'answers.jsonl');

  it('are listed by number where they cannot be used', () => {
    const { checked, unusable } = lines(
      `{"operation":"destroyOfficialAccount","status":200,"body":${JSON.stringify(ok)}}`,
      '',
      '{"operation":7,"body":{}}',
      '{"operation":null}',
      '{"operation":null,"status":"200","body":{}}',
      '[]',
      'nonsense',
      '{"operation":null,"body":{},"body":{}}',
      '{"operation":null,"body":"{\\"ErrorCode\\":\\"0\\"}"}\r',
    );
    expect(checked.map(({ line, findings }) => [line, findings.length])).toStrictEqual([
      [1, 0],
      [9, 1],
    ]);
    expect(unusable.map(({ line }) => line)).toStrictEqual([3, 4, 5, 6, 7, 8]);
    expect(checkLines(document, Buffer.from([0x7b, 0xff, 0x7d]), 'a').unusable).toStrictEqual([
      { line: 1, problem: 'not UTF-8' },
    ]);
    expect(lines('').unusable).toHaveLength(1);
  });

  it('are unusable with an operation that the document does not have, whose nearest name is told', () => {
    const line = (operation: string) =>
      `{"operation":${JSON.stringify(operation)},"status":200,"body":${JSON.stringify(ok)}}`;
    const cases: [string, string | undefined][] = [
      ['destroyOfficialAcount', 'destroyOfficialAccount'],
      ['DestroyOfficialAccount', 'destroyOfficialAccount'],
      ['destroyOfficialAccount ', 'destroyOfficialAccount'],
      ['/destroyOfficialAccount', 'destroyOfficialAccount'],
      ['/v4/official_account_open_http_svc/destroy_oficial_account', destroy],
      [`${destroy}/`, destroy],
      [`https://adminapisgp.im.qcloud.com${destroy}`, undefined],
      ['/v4/openim/sendmsg', undefined],
      ['null', undefined],
      ['', undefined],
      ['__proto__', undefined],
      [`x\u202e\u001b[31m${'y'.repeat(500)}`, undefined],
    ];
    const { checked, unusable } = lines(...cases.map(([operation]) => line(operation)), line(destroy));
    expect(checked.map(({ line }) => line)).toStrictEqual([cases.length + 1]);
    expect(unusable).toHaveLength(cases.length);
    for (const [index, [, nearest]] of cases.entries()) {
      const { line, problem } = unusable[index] ?? expect.unreachable();
      expect(line).toBe(index + 1);
      expect(problem).toMatch(/^the document has no operation ".*; null checks the common form only$/);
      if (nearest !== undefined) expect(problem).toContain(`, the nearest is ${nearest};`);
      expect(problem).not.toMatch(/\p{Cc}/u);
      expect(problem.length).toBeLessThan(300);
    }
  });

  it('are unusable without an operation, and with a key that is misspelt', () => {
    const body = JSON.stringify(ok);
    const { checked, unusable } = lines(
      `{"status":200,"body":${body}}`,
      `{"operaton":"destroyOfficialAccount","body":${body}}`,
      `{"operation":null,"Status":500,"body":${body}}`,
      `{"operation":null,"date":"2026-01-01","source":"x","body":${body}}`,
    );
    expect(checked.map(({ line }) => line)).toStrictEqual([4]);
    expect(unusable).toStrictEqual([
      { line: 1, problem: '"operation" or "webhook" is missing; null checks the common form only' },
      { line: 2, problem: 'there is "operaton"; "operation", "webhook", "status", "body" are read' },
      { line: 3, problem: 'there is "Status"; "operation", "webhook", "status", "body" are read' },
    ]);
  });

  it('may be events of webhooks, by their commands', () => {
    const webhook = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';
    const event = {
      CallbackCommand: webhook,
      Official_Account: '@TOA#_a',
      Owner_Account: 'a',
      Name: 'a',
      EventTime: 1,
    };
    const { checked, unusable } = lines(
      JSON.stringify({ webhook, body: event }),
      JSON.stringify({ webhook, body: { ...event, CallbackCommand: 'OfficialAccount.CallbackAfterSendMsg', More: 1 } }),
      JSON.stringify({ webhook: 'OfficialAccount.CallbackAfterDestroyed', body: event }),
      JSON.stringify({ webhook: 'constructor', body: event }),
      JSON.stringify({ webhook, operation: null, body: event }),
      JSON.stringify({ webhook, status: 200, body: event }),
      JSON.stringify({ webhook: 7, body: event }),
      JSON.stringify({ webhook }),
    );
    expect(checked.map(({ operation }) => operation)).toStrictEqual([webhook, webhook]);
    expect(checked[0]?.findings).toStrictEqual([]);
    expect(checked[1]?.findings.map(({ severity, pointer, rule }) => `${severity} ${pointer} ${rule}`)).toStrictEqual([
      'breaking /CallbackCommand const',
      'additive /More field',
    ]);
    expect(unusable.map(({ problem }) => problem)).toStrictEqual([
      expect.stringMatching(/no webhook "OfficialAccount\.CallbackAfterDestroyed", the nearest is OfficialAccount\./),
      'the document has no webhook "constructor"',
      'there are "operation" and "webhook"; a line is an answer or an event',
      'an event has no "status"',
      '"webhook" must be the command of a webhook',
      '"body" is missing',
    ]);
  });

  it('may hold anything: 200 hostile ones are judged or refused, and reported, without a crash', () => {
    const nested = fc
      .tuple(
        fc.constantFrom<[string, string]>(['[', ']'], ['{"a":', '}'], ['[{"ErrorCode":', '}]']),
        fc.integer({ min: 1, max: 10_000 }),
      )
      .map(([[open, close], depth]) => `${open.repeat(depth)}0${close.repeat(depth)}`);
    const huge = fc.constantFrom('1e400', '-1e400', '9'.repeat(5000), '1e-999', '-0', '0.1e1', '123456789012345678901');
    const wrong = fc.oneof(
      fc.json(),
      huge,
      nested,
      fc.constantFrom('null', 'true', '""', '{}', '[]', '"0"', '{"const":0}'),
    );
    const key = fc.constantFrom('ErrorCode', 'ActionStatus', 'ErrorInfo', '__proto__', 'constructor', 'toString', '');
    const body = fc
      .array(fc.tuple(key, wrong), { maxLength: 6 })
      .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`);
    const operation = fc.constantFrom(
      '"destroyOfficialAccount"',
      `"${destroy}"`,
      `"${destroy.slice(1)}"`,
      'null',
      'null',
      '"__proto__"',
      '"toString"',
      '7',
    );
    const entry = fc
      .tuple(
        operation,
        fc.oneof(
          body,
          wrong,
          body.map((text) => JSON.stringify(text)),
        ),
        fc.constantFrom('200', '502', '0', '"x"'),
      )
      .map(([name, value, status]) => `{"operation":${name},"status":${status},"body":${value}}`);
    const noJson = fc.oneof(
      fc.string({ unit: 'binary' }),
      entry.map((text) => text.slice(0, -3)),
    );
    const samples = fc.sample(fc.oneof({ arbitrary: entry, weight: 5 }, noJson), { numRuns: 200, seed: 6 });
    const hostile = samples.map((text) => text.replaceAll(/[\r\n]/g, ' ')).filter((text) => text.trim() !== '');
    expect(hostile.length).toBeGreaterThan(190);

    const { checked, unusable } = lines(...hostile);
    expect(checked.length + unusable.length).toBe(hostile.length);
    expect(checked.length).toBeGreaterThan(50);
    expect(unusable.length).toBeGreaterThan(20);
    for (const report of [asText(checked), asJunit(checked), asSarif(checked), asMarkdown('Hostile', checked)]) {
      expect(report.length).toBeGreaterThan(1000);
    }
  });
});

describe('reports', () => {
  const [answer] = checkLines(
    document,
    Buffer.from(
      JSON.stringify({
        operation: destroy,
        body: { ActionStatus: '<a "b" & | \u0000\u001b[31m]]>', ErrorCode: 0, New: 1 },
      }),
    ),
    'a <file>.jsonl',
  ).checked;
  if (answer === undefined) throw new Error('Nothing was checked.');
  const all = [answer, { ...answer, findings: [], line: 2 }];

  it('are JUnit with a failure for what breaks', () => {
    const text = asJunit(all);
    expect(text).toContain('<testsuite name="contract" tests="2" failures="1">');
    expect(text.match(/<failure /g)).toHaveLength(1);
    expect(text).toContain(
      `name="a &lt;file&gt;.jsonl:1"><failure message="breaks the document">breaking at /ActionStatus`,
    );
    expect(text).toContain(`name="a &lt;file&gt;.jsonl:2"/>`);
    // Nothing is left of what was put in that could end an attribute or a text.
    const rest = text.replaceAll(/<\/?(testsuites?|testcase|failure)( [a-z]+="[^"<>]*")*\/?>|<\?xml[^>]*>|\n/g, '');
    expect(rest).not.toMatch(/[<>"\p{Cc}]/u);
  });

  it('are SARIF with file, line and pointer', () => {
    const { version, runs } = JSON.parse(asSarif(all));
    expect(version).toBe('2.1.0');
    expect(runs[0].results.map(({ level }: { level: string }) => level)).toStrictEqual(['error', 'note', 'warning']);
    expect(runs[0].results[0]).toMatchObject({
      ruleId: 'breaking',
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'a%20%3Cfile%3E.jsonl' }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: '/ActionStatus' }],
        },
      ],
    });
  });

  it('are Markdown in which the text of an answer stays text', () => {
    const hostile = [
      '![x](https://a.test/pixel.png)',
      '[click](javascript:alert(1))',
      '[click][ref]',
      '<img src=x onerror=alert(1)>',
      '<https://a.test>',
      'https://a.test and www.a.test and a@a.test',
      '@everyone, @org/team, #1, GH-1, org/repo#2',
      'a | b \\| c \\\\| d ||',
      '`code` ``two`` `',
      '` ` `` |` `|',
      '\\`@everyone\\`',
      '&lt;b&gt; &#64;everyone &amp;',
      '**bold** _it_ ~~gone~~ $x$ :tada: - [ ] x',
      '  spaces  ',
      '\u202egnp.exe\u202c \u2066x\u2069 \u200b\u00ad\ufeff\u061c \u{e0041}',
      'a\r\nb\n\n# c\n\n| d | e |',
      '```\n<script>alert(1)</script>\n```',
      '[x]: https://a.test',
    ];
    const entries = hostile.map((found, index) => ({
      file: found,
      line: index,
      operation: found,
      findings: [{ severity: 'breaking' as const, pointer: `/${found}`, rule: 'x', found, expected: found }],
    }));
    const markdown = asMarkdown('Title ![x](https://a.test/pixel.png) @everyone', entries);
    expect(markdown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u00ad\ufeff\u061c]|\udb40/);
    const { body } = new Window().document;
    body.innerHTML = String(marked.parse(markdown, { gfm: true }));
    expect(new Set([...body.querySelectorAll('*')].map(({ localName }) => localName))).toStrictEqual(
      new Set(['h1', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code']),
    );
    const rows = [...body.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(hostile.length);
    for (const [index, row] of rows.entries()) {
      const found = row.querySelector('td:nth-child(5)') ?? expect.unreachable();
      expect(found.textContent).toBe(printable(hostile[index] ?? ''));
      // What looks for mentions and addresses afterwards leaves code alone.
      for (const code of found.querySelectorAll('code')) code.remove();
      expect(found.textContent).toMatch(/^\|*$/);
    }
  });

  it('are Markdown whose cells stay cells', () => {
    const rows = asMarkdown('Title', all)
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
  });
});

describe('npm run contract', () => {
  it('lists its words, and suggests the one that was meant', async () => {
    const [help, short, misspelt] = await Promise.all([
      runContract(['--help']),
      runContract(['-h']),
      runContract(['lvie']),
    ]);
    for (const { code, stdout } of [help, short]) {
      expect(code).toBe(0);
      for (const word of ['diff', 'check', 'live', 'proxy']) expect(stdout).toMatch(new RegExp(`\\b${word} `));
    }
    expect(misspelt).toMatchObject({ code: 2, stderr: "contract: unknown command 'lvie'\n(Did you mean live?)\n" });
  });

  it('checks a file, names what breaks with its pointer, and writes reports', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-contract-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [junit, sarif, markdown] = ['junit.xml', 'a.sarif', 'a.md'].map((name) => join(folder, name));
    const input = `{"operation":"destroyOfficialAccount","status":200,"body":{"ActionStatus":"OK","ErrorCode":"0"}}\n`;
    const { code, stdout } = await runContract(
      ['--file', '-', '--junit', junit ?? '', '--sarif', sarif ?? '', '--markdown', markdown ?? ''],
      { input },
    );
    expect(stdout).toContain('standard input:1 /v4/official_account_open_http_svc/destroy_official_account: BREAKS');
    expect(stdout).toContain('breaking at /ErrorCode: found "0", expected a whole number');
    expect(code).toBe(1);
    for (const file of [junit, sarif, markdown]) expect(await readFile(file ?? '', 'utf8')).toContain('/ErrorCode');
  });

  it('exits 0 when everything fits, 2 with the line number when something cannot be used', async () => {
    const good = `{"operation":null,"status":200,"body":${JSON.stringify(ok)}}\n`;
    const [fits, unusable, none] = await Promise.all([
      runContract(['--file', '-'], { input: good }),
      runContract(['--file', '-'], { input: `${good}{\n` }),
      runContract(['--file', 'no-such-file.jsonl']),
    ]);
    expect(fits).toMatchObject({ code: 0, stderr: '' });
    expect(unusable).toMatchObject({ code: 2, stderr: 'standard input:2: not JSON.\n' });
    const stderr =
      'contract: no-such-file.jsonl cannot be read (ENOENT). Give a file with an answer a line, or - for standard input.\n';
    expect(none).toMatchObject({ code: 2, stderr });
  });
});
