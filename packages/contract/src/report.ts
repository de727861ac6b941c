/** What was found, as text, Markdown, JUnit's XML and SARIF. */
import type { Finding, Severity } from './findings.ts';

/** An answer or request that was checked. */
export interface Checked {
  /** Where it stands, such as `test/contract/evidence/observed.jsonl`. */
  file: string;
  line: number;
  operation: string | null;
  findings: Finding[];
  /** Why it is known not to fit the document. */
  deviates?: string | undefined;
}

/** Whether something was found that a caller cannot handle, or that could not be looked at. */
export const breaks = ({ findings }: Checked): boolean =>
  findings.some(({ severity }) => severity === 'breaking' || severity === 'unreadable');

/** Whether it is as it is expected to be: what is known to deviate has to. */
export const isExpected = (checked: Checked): boolean => breaks(checked) === (checked.deviates !== undefined);

export const sentence = ({ severity, pointer, found, expected }: Finding): string =>
  severity === 'unreadable'
    ? `${found}, expected ${expected}`
    : `${severity} at ${pointer || '/'}: found ${found}, expected ${expected}`;

/** One line for what was checked and one for each finding. */
export function asText(all: readonly Checked[]): string {
  const lines = all.flatMap((checked) => {
    const { file, line, operation, findings, deviates } = checked;
    const fits = deviates === undefined ? 'holds' : 'deviates, as known';
    const verdict = isExpected(checked) ? fits : 'BREAKS THE DOCUMENT';
    return [
      `${file}:${line} ${operation ?? '(common form only)'}: ${verdict}`,
      ...findings.map((one) => `    ${sentence(one)}`),
    ];
  });
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** For an issue or a chat: what does not fit, as a table. */
export function asMarkdown(title: string, all: readonly Checked[]): string {
  const rows = all.flatMap((checked) =>
    (checked.deviates === undefined ? checked.findings : []).map(({ severity, pointer, found, expected }) =>
      [severity, checked.operation ?? 'common form', `${checked.file}:${checked.line}`, pointer || '/', found, expected]
        .map(cell)
        .join(' | '),
    ),
  );
  const table = [
    '| Severity | Operation | Where | Field | Found | Expected |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  const body = rows.length === 0 ? ['No difference.'] : [...table, ...rows.map((row) => `| ${row} |`)];
  return `# ${cell(title)}\n\n${all.length} checked.\n\n${body.join('\n')}\n`;
}

/**
 * Text that stays text in a table of Markdown. In a code span nothing comes alive; only a pipe would end the cell, and the spans
 * stand around it.
 */
function cell(text: string): string {
  const shown = printable(text);
  return /^[A-Za-z/]+(?: [A-Za-z/]+)*$/.test(shown) ? shown : shown.split('|').map(codeSpan).join('&#124;');
}

/** In a fence of more backticks than stand in it in a row. Spaces at both ends are not shown. */
function codeSpan(text: string): string {
  if (text === '') return '';
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const needsSpace = /^`|`$|^ .* $/.test(text) && text.trim() !== '';
  return needsSpace ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** JUnit's XML: a test case for each answer, failed when it breaks the document. */
export function asJunit(all: readonly Checked[]): string {
  const cases = all.map((checked) => {
    const { file, line, operation, findings } = checked;
    const name = `classname="${xml(operation ?? 'common form')}" name="${xml(`${file}:${line}`)}"`;
    const text = xml(findings.map(sentence).join('\n'));
    if (isExpected(checked)) {
      return text === ''
        ? `    <testcase ${name}/>`
        : `    <testcase ${name}><system-out>${text}</system-out></testcase>`;
    }
    return `    <testcase ${name}><failure message="breaks the document">${text}</failure></testcase>`;
  });
  const counts = `tests="${all.length}" failures="${all.filter((one) => !isExpected(one)).length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
  <testsuite name="contract" ${counts}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

const levels: Record<Severity, string> = {
  breaking: 'error',
  tolerated: 'note',
  additive: 'warning',
  unreadable: 'error',
};

const ruleTexts: Record<Severity, string> = {
  breaking: 'An answer that a caller who trusts the document cannot handle.',
  tolerated: 'Something is missing that the document allows to be missing.',
  additive: 'Something is there that the document does not know.',
  unreadable: 'Something that could not be read, so that nothing is known of it.',
};

/** SARIF 2.1.0: a result for each finding, except in what is known to deviate. */
export function asSarif(all: readonly Checked[]): string {
  const results = all
    .filter(({ deviates }) => deviates === undefined)
    .flatMap(({ file, line, operation, findings }) =>
      findings.map((finding) => ({
        ruleId: finding.severity,
        level: levels[finding.severity],
        message: { text: `${operation ?? 'common form'}: ${sentence(finding)}` },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: line } },
            logicalLocations: [{ fullyQualifiedName: finding.pointer || '/' }],
          },
        ],
      })),
    );
  const rules = Object.entries(ruleTexts).map(([id, text]) => ({ id, shortDescription: { text } }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'chat-openapi contract', rules } }, results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Text of answers may hold anything; on a terminal it must not act, and nobody must read it in another direction. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const xml = (text: string): string =>
  text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll(/[\ufffe\uffff]/g, '');
