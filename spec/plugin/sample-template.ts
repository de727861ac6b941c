/** Fills the template of a kind of sample with what one operation needs. */
import { type ItemResults, isObject } from '../document.ts';

/** What a template needs of an operation. */
export interface TemplateValues {
  operationId: string;
  path: string;
  /** The example of its request. */
  body: unknown;
  /** Fields of the body that are a new random number in each call. */
  filled: readonly string[];
  isRead: boolean;
  results?: ItemResults;
}

/** How a language writes what differs between operations. */
interface Writer {
  body(values: TemplateValues): string;
  results(results: ItemResults): string;
  imports?: string;
}

/** @param file Which kind of sample it is, such as `curl.sh`. */
export function fillTemplate(template: string, file: string, values: TemplateValues): string {
  const writer = writers[file];
  if (writer === undefined)
    throw new Error(`Nothing writes bodies into ${file}. Add it to spec/plugin/sample-template.ts.`);
  const { operationId, path, isRead, results, filled } = values;
  const texts: Record<string, string> = {
    operationId,
    path,
    command: path.replace(/^\/v4\//, ''),
    body: writer.body(values),
    imports: filled.length > 0 ? (writer.imports ?? '') : '',
    results: results === undefined ? '' : writer.results(results),
    unknown: isRead ? 'nothing was read' : 'the call may have been carried out all the same',
  };
  const lines = template.split('\n').flatMap((line) => {
    const only = /^( *)\{\{(\w+)\}\}$/.exec(line);
    if (only === null) return [line.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => textOf(texts, name))];
    const text = textOf(texts, only[2] ?? '');
    return text === '' ? [] : text.split('\n').map((part) => (only[1] ?? '') + part);
  });
  return lines.join('\n');
}

function textOf(texts: Record<string, string>, name: string): string {
  const text = texts[name];
  if (text === undefined) throw new Error(`A template names {{${name}}}, which nothing fills.`);
  return text;
}

const randomMark = '\u0000random\u0000';

const markFilled = ({ body, filled }: TemplateValues): unknown =>
  isObject(body) ? { ...body, ...Object.fromEntries(filled.map((name) => [name, randomMark])) } : body;

const typescript = (answer: string, indent: number): Writer => ({
  body: (values) => write(markFilled(values), typescriptForm, indent),
  results: ({ list, code, ok }) =>
    `// Each item has a result of its own, under an ErrorCode of 0.
const failed = ${answer}.${list}.filter(({ ${code} = ${ok[0]} }) => ![${ok.join(', ')}].includes(${code}));
if (failed.length > 0) console.log('failed:', failed);`,
  imports: "import { randomInt } from 'node:crypto';",
});

const writers: Record<string, Writer> = {
  'typescript.ts': typescript('answer', 2),
  'openapi-fetch.ts': typescript('data', 2),
  'curl.sh': {
    body: (values) =>
      write(markFilled(values), jsonForm, 0).replaceAll("'", "'\\''").replaceAll(jsonForm.random, `'"$random"'`),
    results: () => '# Each item has a result of its own, under an ErrorCode of 0: look at them in the answer.',
  },
  'python.py': {
    body: (values) => write(markFilled(values), pythonForm, 0),
    results: ({ list, code, ok }) =>
      `# Each item has a result of its own, under an ErrorCode of 0.
failed = [item for item in answer["${list}"] if item.get("${code}", ${ok[0]}) not in (${ok.length === 1 ? `${ok[0]},` : ok.join(', ')})]
if failed:
    print("failed:", json.dumps(failed, ensure_ascii=False))`,
  },
};

/** How a language writes values. */
interface Form {
  key(name: string): string;
  text(value: string): string;
  random: string;
  /** Spaces for each level. */
  step: number;
  /** Between a brace and what it holds. */
  padding: string;
  /** After the last item of what takes several lines. */
  lastComma: string;
}

const jsonForm: Form = {
  key: (name) => JSON.stringify(name),
  text: (value) => JSON.stringify(value),
  random: '$random',
  step: 2,
  padding: '',
  lastComma: '',
};

const pythonForm: Form = { ...jsonForm, random: 'secrets.randbits(32)', step: 4, lastComma: ',' };

const typescriptForm: Form = {
  key: (name) => name,
  text: (value) => {
    const text = JSON.stringify(value);
    return value.includes("'") ? text : `'${text.slice(1, -1).replaceAll('\\"', '"')}'`;
  },
  random: 'randomInt(2 ** 32)',
  step: 2,
  padding: ' ',
  lastComma: ',',
};

/** Where a line gets too long. */
const width = 80;

/** A value as a literal, in one line where it is short. */
function write(value: unknown, form: Form, indent: number): string {
  const inLine = writeInLine(value, form);
  if (inLine.length + indent <= width || typeof value !== 'object' || value === null) return inLine;
  const inner = indent + form.step;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const items = Array.isArray(value)
    ? value.map((item) => write(item, form, inner))
    : Object.entries(value).map(([name, item]) => `${form.key(name)}: ${write(item, form, inner)}`);
  const lines = items.join(`,\n${' '.repeat(inner)}`);
  return `${open}\n${' '.repeat(inner)}${lines}${form.lastComma}\n${' '.repeat(indent)}${close}`;
}

function writeInLine(value: unknown, form: Form): string {
  if (value === randomMark) return form.random;
  if (typeof value === 'string') return form.text(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeInLine(item, form)).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const fields = Object.entries(value).map(([name, item]) => `${form.key(name)}: ${writeInLine(item, form)}`);
  return `{${form.padding}${fields.join(', ')}${form.padding}}`;
}
