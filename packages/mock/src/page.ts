/** The page that a browser shows at the mock's address: what it is, how to provoke, and what it has seen. */
import { hash } from 'node:crypto';
import { aboutOf } from './call-id.ts';
import type { MockCall } from './calls.ts';
import type { MockSettings } from './changes.ts';
import type { MockDocument } from './operations.ts';
import { faults } from './outcome.ts';
import { asWord, cut, escapeUnseen } from './plain-text.ts';
import { changeTexts } from './secrets.ts';
import type { LatestChannels } from './state/show.ts';
import type { MockWebhook } from './webhooks/webhook.ts';

/** What the page shows. */
export interface PageContent {
  document: Pick<MockDocument, 'paths'>;
  /** Where the mock is called, such as `http://127.0.0.1:4010`. */
  base: string;
  /** The newest first, with the channel id of each. */
  calls: readonly { call: MockCall; id: string | undefined }[];
  latest: LatestChannels;
  /** The newest first; undefined when none are sent. */
  webhooks: readonly MockWebhook[] | undefined;
  settings: MockSettings;
  /** What is done with a text that stood in a request. */
  hide(text: string): string;
  /** Whether the browser is to load the page again and again. */
  isLive: boolean;
}

/** How many channels the page shows. */
export const shownChannels = 20;
const seconds = 2;

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { border: 1px solid GrayText; border-radius: 0.4rem; overflow-x: auto; padding: 0.75rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
th, td { border-bottom: 1px solid GrayText; padding: 0.3rem 0.75rem 0.3rem 0; text-align: left; vertical-align: top; }
a:focus-visible, pre:focus-visible, div:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;

/** Nothing runs, nothing is loaded, and no other page may show it. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function renderPage({ document, base, calls, latest, webhooks, settings, hide, isLive }: PageContent): string {
  const operations = Object.entries(document.paths).map(([path, { post }]) => ({ ...post, path }));
  const sample = operations.find(({ operationId }) => operationId === 'destroyOfficialAccount') ?? operations[0];
  const query = 'sdkappid=1400000000&identifier=administrator&usersig=any&random=1&contenttype=json';
  const curl = `curl -d '{"Official_Account": "@TOA#_mock_20005"}' '${base}${sample?.path ?? '/'}?${query}'`;
  const { channels, left } = latest;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${isLive ? `<meta http-equiv="refresh" content="${seconds}">\n` : ''}<title>chat-mock</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>chat-mock</h1>
<p>A mock of Tencent Cloud Chat's official channels: it answers as the service does, always with HTTP 200, and remembers.
It is unofficial, and not the service. Call it at <code>${escapeHtml(base)}</code>.</p>
<p>${isLive ? '<a href="?">Stop loading this page again</a>' : `<a href="?live">Load this page every ${seconds} seconds</a>`}</p>

<h2>Provoke an outcome</h2>
<p>Any code of the reference, or ${faults.map((fault) => `<code>${fault}</code>`).join(', ')}:</p>
<ul>
<li>by channel id: <code>@TOA#_mock_20005</code></li>
<li>by header: <code>Prefer: example=20005</code></li>
<li>by query: <code>?__example=20005</code></li>
<li>in a queue: <code>POST /_mock/enqueue</code> with
<code>{"operation":"destroyOfficialAccount","outcomes":[20005,"OK"]}</code></li>
</ul>
<pre tabindex="0">${escapeHtml(curl)}</pre>

<h2>Latest calls</h2>
${table('Latest calls', ['Answer', 'Reason', 'Call', 'Channel'], calls.map(showCall), 'There was none yet.')}
<p><a href="/_mock/calls">All that are kept</a>, with their bodies.</p>

${webhooks === undefined ? '' : sectionOfWebhooks(webhooks, hide)}<h2>Channels</h2>
${table(
  'Channels',
  ['Channel', 'State', 'Name', 'Subscribers', 'Broadcasts'],
  channels.map((channel) => showChannel(channel, hide)),
  'None is known of yet.',
)}
<p>${left > 0 ? `${left} more are in ` : ''}<a href="/_mock/state">${left > 0 ? 'the whole state' : 'The whole state'}</a>.</p>

<h2>Settings</h2>
<p><code>${escapeHtml(JSON.stringify(changeTexts(settings, hide)))}</code> Change them with <code>POST /_mock/settings</code>, go back with
<code>POST /_mock/reset</code>.</p>

<h2>Reference</h2>
<p><a href="/_mock/openapi.json">openapi.json</a> is the document with this mock as its server, for Swagger UI or Scalar, and
<a href="/_mock/openapi.tools.json">openapi.tools.json</a> its form for Postman, Bruno and generators. In a clone of the project, <code>npm run docs</code> serves the reference for reading.</p>
${table(
  'Operations',
  ['Operation', 'What it does', 'Path'],
  operations.map(({ operationId, summary, path }) => [code(operationId), escapeHtml(summary), code(path)]),
  'There is none.',
)}
</main>
</body>
</html>
`;
}

function showCall({ call, id }: PageContent['calls'][number]): string[] {
  const { operation, request, fault, reason } = call;
  const answer = fault ?? call.code ?? '-';
  const channel = id === undefined ? '-' : code(asWord(id));
  return [code(String(answer)), code(reason), code(operation ?? request ?? '-'), channel];
}

const sectionOfWebhooks = (
  webhooks: readonly MockWebhook[],
  hide: PageContent['hide'],
): string => `<h2>Latest webhooks</h2>
${table(
  'Latest webhooks',
  ['Answer', 'Failure', 'Webhook', 'Channel'],
  webhooks.map((webhook) => showWebhook(webhook, hide)),
  'There was none yet.',
)}
<p><a href="/_mock/webhooks">All that are kept</a>, with their bodies.</p>

`;

function showWebhook({ command, body, status, failure }: MockWebhook, hide: PageContent['hide']): string[] {
  return [code(String(status ?? '-')), failure ?? '-', code(command), code(aboutOf(body, hide))];
}

function showChannel(
  { id, state, name = '', subscribers = 0, messages = 0 }: LatestChannels['channels'][number],
  hide: PageContent['hide'],
): string[] {
  const counts = state === 'created' ? [String(subscribers), String(messages)] : ['-', '-'];
  return [code(asWord(cut(hide(id), 60))), state, escapeHtml(cut(hide(name), 60)), ...counts];
}

/** @param rows Cells that are HTML already. */
function table(name: string, heads: readonly string[], rows: readonly string[][], otherwise: string): string {
  if (rows.length === 0) return `<p>${otherwise}</p>`;
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div role="region" aria-label="${name}" tabindex="0"><table>
<thead>${cells(heads, 'th')}</thead>
<tbody>
${rows.map((row) => cells(row, 'td')).join('\n')}
</tbody>
</table></div>`;
}

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => escapeUnseen(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
