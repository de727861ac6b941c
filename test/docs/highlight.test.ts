import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { codeBlock } from '../../scripts/site/html/highlight.ts';
import { listSamples, readSamples } from '../../spec/plugin/samples.ts';

/** The colors of a name: of each piece of it, if it is in several. */
function colorsOf(text: string, language: string, name: string): (string | undefined)[] {
  const { markup } = codeBlock(text, language);
  const pieces = [
    ...markup.replace(/^.*?<code[^>]*>|<\/code>.*$/g, '').matchAll(/<span class="([^"]*)">|<\/span>|([^<]+)/g),
  ];
  const colors: (string | undefined)[] = [];
  const letters: string[] = [];
  const open: string[] = [];
  for (const [piece, color, content] of pieces) {
    if (color !== undefined) open.push(color);
    else if (piece === '</span>') open.pop();
    else
      for (const letter of content ?? '') {
        letters.push(letter);
        colors.push(open.at(-1));
      }
  }
  const at = letters.join('').indexOf(name);
  expect(at, `${name} in ${text}`).toBeGreaterThanOrEqual(0);
  return [...new Set(colors.slice(at, at + name.length))];
}

describe('a name with underscores', () => {
  it.each([
    ['typescript', 'await chat.destroyOfficialAccount({ Official_Account: id });', 'Official_Account'],
    ['typescript', "const body = { Official_Account: '@TOA#_a', From_Account: user };", 'From_Account'],
    ['typescript', 'answer.SubscriberList[0].Subscriber_Account', 'Subscriber_Account'],
    ['typescript', 'new Official_Account()', 'Official_Account'],
    ['python', 'body = {"Official_Account": id}\ndef user_sig(seconds): pass', 'user_sig'],
    ['bash', 'echo "$CHAT_SDK_APP_ID" && CHAT_USER_SIG=x npm start', 'CHAT_USER_SIG'],
    ['json', '{ "Official_Account": "@TOA#_a" }', 'Official_Account'],
    ['yaml', 'CHAT_SDK_APP_ID: x', 'CHAT_SDK_APP_ID'],
  ])('has one color in %s: %s', (language, text, name) => {
    expect(colorsOf(text, language, name)).toHaveLength(1);
  });

  it('has one color in every sample and guide', async () => {
    const guides = ['05-failures', '01-first-call', '06-rate'].map((name) =>
      inRoot('spec', 'docs', 'en', 'guides', `${name}.md`),
    );
    const blocks = (await Promise.all(guides.map((file) => readFile(file, 'utf8')))).flatMap((text) =>
      [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
        ([, language = '', code = '']) => [language, code] as const,
      ),
    );
    const samples = [...listSamples().keys()].flatMap((id) =>
      readSamples(id).map(({ lang, source }) => [lang, source] as const),
    );
    expect(blocks.length + samples.length).toBeGreaterThan(5);
    for (const [language, code] of [...blocks, ...samples]) {
      const { markup } = codeBlock(code, language);
      expect(markup).not.toMatch(/\w<\/span>(?:<span[^>]*>)?_/);
    }
  });

  it('leaves the text as it is', () => {
    const text = 'call({ Official_Account: a, B_c: Official_Account })';
    expect(codeBlock(text, 'typescript').markup.replace(/<[^>]*>/g, '')).toBe(text);
  });
});
