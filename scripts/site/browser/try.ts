import { isCode, loadEntries } from './entries.ts';
import { pageData, text } from './page-data.ts';

/** Credentials that are none: a mock takes any, and the form asks for no others. */
const credentials = 'sdkappid=1400000000&identifier=administrator&usersig=not-a-signature';
const hosts = new Set(['127.0.0.1', 'localhost']);

/** The forms that send a call to a mock on this machine, and to nothing else. */
export function setUpTry(): void {
  const asked = new URLSearchParams(location.search).get('code');
  for (const form of document.querySelectorAll<HTMLFormElement>('form.try')) {
    form.hidden = false;
    const wanted = form.querySelector('select');
    if (wanted && asked !== null) wanted.value = asked;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form);
    });
    form.addEventListener('reset', () => {
      part(form, '.problem').textContent = '';
      part(form, '.outcome').replaceChildren();
    });
  }
  // The forms have moved what the address points at.
  if (location.hash.startsWith('#try-')) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** The origin of a loopback address, or undefined. */
function originOf(address: string): string | undefined {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  const plain = url?.protocol === 'http:' && hosts.has(url.hostname) && url.href === `${url.origin}/`;
  return plain ? url.origin : undefined;
}

async function send(form: HTMLFormElement): Promise<void> {
  const [problem, outcome] = [part(form, '.problem'), part(form, '.outcome')];
  const [address, wanted, body] = [fieldText(form, 'address'), fieldText(form, 'wanted'), fieldText(form, 'body')];
  const origin = originOf(address);
  const fault = origin === undefined ? 'try.address.bad' : isJson(body) ? undefined : 'try.body.bad';
  problem.textContent = fault === undefined ? '' : text(fault);
  if (fault !== undefined || origin === undefined) {
    outcome.replaceChildren();
    return;
  }
  outcome.textContent = text('try.sending');
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const url = `${origin}${form.dataset.path}?${credentials}&random=${random}&contenttype=json`;
  const headers = { 'content-type': 'application/json', ...(wanted === '' ? {} : { prefer: `example=${wanted}` }) };
  const started = performance.now();
  try {
    const response = await fetch(url, { method: 'POST', headers, body, credentials: 'omit', redirect: 'error' });
    const answer = await response.text();
    const took = Math.round(performance.now() - started);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const shown = form.querySelector('template')?.content.cloneNode(true);
    outcome.replaceChildren(...(shown === undefined ? [] : [shown]));
    part(outcome, '[data-part=request]').textContent = `POST ${url}\n${lines.join('\n')}\n\n${body}`;
    part(outcome, '[data-part=answer]').textContent = `HTTP ${response.status}\n\n${pretty(answer)}`;
    part(outcome, '.verdict').replaceChildren(...(await verdict(form, answer)), ` ${text('try.took', { took })}`);
  } catch {
    outcome.replaceChildren();
    problem.textContent = text('try.failed', { address: origin });
  }
}

/** What the code of the answer means on this operation, with a link to its page. */
async function verdict(form: HTMLFormElement, answer: string): Promise<(string | HTMLElement)[]> {
  const code: unknown = isJson(answer) ? Object(JSON.parse(answer)).ErrorCode : undefined;
  if (code === 0) return [text('try.success')];
  if (typeof code !== 'number') return [];
  const link = document.createElement('a');
  const row = document.querySelector<HTMLTableRowElement>(`#${form.dataset.operation} tr[data-code="${code}"]`);
  const entry = (await loadEntries()).find((other) => isCode(other, String(code)));
  if (entry === undefined) return [String(code)];
  link.href = pageData.root + entry[0];
  link.textContent = entry[1];
  const meaning =
    row?.cells[1]?.textContent ?? document.querySelector(`#common tr[data-code="${code}"] td`)?.textContent;
  return [link, `: ${meaning ?? ''}`];
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

const pretty = (body: string): string => (isJson(body) ? JSON.stringify(JSON.parse(body), null, 2) : body);
