/** The script of the form that sends a call to a mock on this machine, and to nothing else. */
import { loadCodeTexts } from './code-texts.ts';
import { codeAdded } from './copy.ts';
import { coloredJson } from './json-colors.ts';
import { pageData, text } from './page-data.ts';

/** Credentials that are none: a mock takes any, and the form asks for no others. */
const credentials = 'sdkappid=1400000000&identifier=administrator&usersig=not-a-signature';
const hosts = new Set(['127.0.0.1', 'localhost']);

function setUpTry(): void {
  const form = document.querySelector<HTMLFormElement>('form.try');
  if (form === null) return;
  const asked = new URLSearchParams(location.search).get('code');
  const wanted = form.querySelector('select');
  // Written without the code a second time.
  for (const option of wanted?.options ?? []) option.value = option.value.replace(/ .*/, '');
  if (wanted && asked !== null) wanted.value = asked;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
  for (const [name, act] of Object.entries({ clear, reset, curl })) {
    form.querySelector(`[data-do=${name}]`)?.addEventListener('click', () => void act(form));
  }
}

/** The origin of a loopback address, or undefined. */
function originOf(address: string): string | undefined {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  const plain = url?.protocol === 'http:' && hosts.has(url.hostname) && url.href === `${url.origin}/`;
  return plain ? url.origin : undefined;
}

interface Request {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What the form says, or the problem with it, which is shown. */
function readForm(form: HTMLFormElement): (Request & { origin: string }) | undefined {
  const [address, wanted, body] = [fieldText(form, 'address'), fieldText(form, 'wanted'), fieldText(form, 'body')];
  const origin = originOf(address);
  const fault = origin === undefined ? 'try.address.bad' : isJson(body) ? undefined : 'try.body.bad';
  part(form, '.problem').textContent = fault === undefined ? '' : text(fault);
  if (fault !== undefined || origin === undefined) {
    part(form, '.outcome').replaceChildren();
    return undefined;
  }
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return {
    origin,
    url: `${origin}${form.dataset.path}?${credentials}&random=${random}&contenttype=json`,
    headers: { 'content-type': 'application/json', ...(wanted === '' ? {} : { prefer: `example=${wanted}` }) },
    body,
  };
}

async function send(form: HTMLFormElement): Promise<void> {
  const request = readForm(form);
  if (request === undefined) return;
  const [problem, outcome] = [part(form, '.problem'), part(form, '.outcome')];
  outcome.textContent = text('try.sending');
  const { url, headers, body } = request;
  const started = performance.now();
  try {
    const response = await fetch(url, { method: 'POST', headers, body, credentials: 'omit', redirect: 'error' });
    const answer = await response.text();
    const took = Math.round(performance.now() - started);
    await show(form, request, { status: response.status, reason: response.headers.get('x-mock-reason'), answer, took });
  } catch {
    outcome.replaceChildren();
    problem.textContent = text('try.failed', { address: request.origin });
  }
}

interface Answer {
  status: number;
  /** Why the mock has answered so, in one word. */
  reason: string | null;
  answer: string;
  took: number;
}

async function show(form: HTMLFormElement, { url, headers, body }: Request, came: Answer): Promise<void> {
  const { status, reason, answer, took } = came;
  const outcome = part(form, '.outcome');
  const shown = form.querySelector('template')?.content.cloneNode(true);
  outcome.replaceChildren(...(shown === undefined ? [] : [shown]));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  part(outcome, '[data-part=request]').textContent = `POST ${url}\n${lines.join('\n')}\n\n${body}`;
  part(outcome, '[data-part=status]').textContent = `HTTP ${status}, ${text('try.took', { took })}`;
  part(outcome, '[data-part=answer]').replaceChildren(
    ...(isJson(answer) ? coloredJson(JSON.stringify(JSON.parse(answer), null, 2)) : [answer]),
  );
  outcome.dispatchEvent(new Event(codeAdded, { bubbles: true }));
  const verdict = part(outcome, '.verdict');
  verdict.replaceChildren(...(await judge(answer, verdict)));
  if (reason !== null) verdict.append(` ${text('try.reason', { reason })}`);
}

/** What the code of the answer means on this operation, with a link to its page. */
async function judge(answer: string, verdict: Element): Promise<(string | HTMLElement)[]> {
  const code: unknown = isJson(answer) ? Object(JSON.parse(answer)).ErrorCode : undefined;
  verdict.classList.add(code === 0 ? 'good' : 'bad');
  if (code === 0) return [text('try.success')];
  if (typeof code !== 'number') return [];
  const row = document.getElementById(`codes.${code}`)?.querySelector('td');
  const [name, meaning] = (await loadCodeTexts())[code] ?? ['', ''];
  if (name === '') return [String(code)];
  const own = row?.querySelector('strong')?.textContent;
  const link = document.createElement('a');
  link.href = `${pageData.root}errors/${code}.html`;
  link.textContent = `${code} ${own ?? name}`;
  const said = row === null || row === undefined ? meaning : ownMeaning(row);
  return [link, `: ${said}`];
}

/** The text of a row between the name and the remedy. */
function ownMeaning(row: Element): string {
  const copy = document.createElement('div');
  copy.append(...[...row.childNodes].map((node) => node.cloneNode(true)));
  for (const other of copy.querySelectorAll('strong, small')) other.remove();
  return copy.textContent?.trim() ?? '';
}

function clear(form: HTMLFormElement): void {
  form.reset();
  part(form, '.problem').textContent = '';
  part(form, '.outcome').replaceChildren();
}

/** Lets the mock forget what calls have done. */
async function reset(form: HTMLFormElement): Promise<void> {
  const [problem, outcome] = [part(form, '.problem'), part(form, '.outcome')];
  const origin = originOf(fieldText(form, 'address'));
  outcome.replaceChildren();
  problem.textContent = origin === undefined ? text('try.address.bad') : '';
  if (origin === undefined) return;
  try {
    const { ok } = await fetch(`${origin}/_mock/reset`, { method: 'POST', credentials: 'omit', redirect: 'error' });
    if (ok) outcome.textContent = text('try.resetDone');
    else problem.textContent = text('try.resetFailed');
  } catch {
    problem.textContent = text('try.failed', { address: origin });
  }
}

/** The call as a command for a shell. */
async function curl(form: HTMLFormElement): Promise<void> {
  const request = readForm(form);
  if (request === undefined) return;
  const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const command = ['curl', ...headers, `-d ${quoted(request.body)}`, quoted(request.url)].join(' \\\n  ');
  const outcome = part(form, '.outcome');
  const block = document.createElement('pre');
  block.tabIndex = 0;
  block.textContent = command;
  const said = document.createElement('p');
  outcome.replaceChildren(said, block);
  outcome.dispatchEvent(new Event(codeAdded, { bubbles: true }));
  const copied = await navigator.clipboard?.writeText(command).then(
    () => true,
    () => false,
  );
  if (copied) said.textContent = text('try.curlCopied');
}

function part(parent: ParentNode, selector: string): Element {
  const found = parent.querySelector(selector);
  if (found === null) throw new Error(`There is no "${selector}".`);
  return found;
}

const fieldText = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? '');

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

setUpTry();
