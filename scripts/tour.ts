/** What `npm start` says: what to do next, and what a call looks like from a program. */
import { randomBytes } from 'node:crypto';
import { inspect, styleText } from 'node:util';
import { createChatClient, isChatApiError } from '@chat-openapi/client';
import { operations } from '@chat-openapi/openapi';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';

const say = (text = ''): boolean => process.stdout.write(`${text}\n`);
const heading = (text: string): string => styleText('bold', text);
const link = (url: string): string => styleText('cyan', url);

const { path } = operations.destroyOfficialAccount;

export function sayWhatIsNext(mock: string, docs: string, once: boolean): void {
  const query = 'sdkappid=1400000000&identifier=administrator&usersig=any&random=99999999&contenttype=json';
  say(`${heading('What to do next')}${once ? ': run npm start without --once, which keeps these up.' : ''}

The mock       ${link(mock)}  in a browser it shows what was called
The reference  ${link(`${docs}/`)}

  Call the mock from another terminal. The second time, the channel is gone:

  curl -d '{"Official_Account": "@TOA#_news"}' '${mock}${path}?${query}'

  Call it from a program   ${link(`${docs}/guides/first-call.html`)}
  Provoke any failure      ${link(`${docs}/guides/testing.html`)}
`);
}

/** Terminates a channel through the client, twice, and shows what is sent and what comes back. */
export async function demonstrate(mock: string, docs: string): Promise<void> {
  // Not the id used in the docs, so the docs' examples still work afterwards.
  const channel = { Official_Account: '@TOA#_tour' };
  const chat = createChatClient({
    baseUrl: mock,
    sdkAppId: 1400000000,
    identifier: 'administrator',
    // The mock asks for no particular key, so each run has one of its own.
    secretKey: randomBytes(32).toString('hex'),
    fetch: showCall,
  });
  const call = `await chat.destroyOfficialAccount(${inspect(channel)})`;

  say(`${heading('A call from a program')}: terminating a channel through the typed client\n`);
  say(`  ${styleText('yellow', call)}\n`);
  await chat.destroyOfficialAccount(channel);
  say('\nIt is gone. Terminating it again:\n');
  try {
    await chat.destroyOfficialAccount(channel);
  } catch (error) {
    if (!isChatApiError(error, 'destroyOfficialAccount')) throw error;
    say(`
  ${styleText('red', `${error.name}: ${error.code} ${error.codeName}`)}
${wrap('  What to do: ', errorCatalogue[error.code]?.remedy ?? '')}
  Reference:  ${link(`${docs}/errors/${error.code}.html`)}`);
  }
}

async function showCall(url: string, init: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const [appId, user, ...rest] = [...searchParams].map(
    ([name, value]) => `${name}=${name === 'usersig' ? '(hidden)' : value}`,
  );
  say(`  ${styleText('cyan', `${init.method} ${pathname}`)}`);
  say(styleText('dim', `       ?${appId}&${user}\n       &${rest.join('&')}`));
  say(`  ${init.body}`);
  const response = await fetch(url, init);
  const text = await response.clone().text();
  const succeeded = JSON.parse(text).ErrorCode === 0;
  say(styleText(succeeded ? 'green' : 'red', wrap(`  -> ${response.status} `, text)));
  return response;
}

/** A text behind a label, on a terminal broken between words into lines of its width, below one another. */
function wrap(label: string, text: string): string {
  const { isTTY, columns } = process.stdout;
  const width = isTTY ? Math.max(columns - label.length, 20) : Number.POSITIVE_INFINITY;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return label + lines.join(`\n${' '.repeat(label.length)}`);
}
