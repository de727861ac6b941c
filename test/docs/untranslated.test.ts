/** What is English in the pages of other languages: all of it is marked, counted, and not to grow. */
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { readTree } from '../generate/copy.ts';

/** Texts of fields and answers, and notes of sources, that are English. Only new fields may raise it. */
const most = 260;

const files = await readTree(inRoot('generated', 'docs'));
const englishIn = (main: string): string[] =>
  [...main.matchAll(/<(span|div) lang="en">([\s\S]*?)<\/\1>/g)].map(([, , text = '']) => text);

describe.each(['ja', 'zh-CN'])('the reference in %s', (language) => {
  const mains = [...files]
    .filter(([name]) => name.startsWith(`${language}/`) && name.endsWith('.html'))
    .map(([name, page]) => [name, page.slice(page.indexOf('<main'), page.indexOf('</main>'))] as const);
  const isUntranslated = (main: string): boolean => main.includes('class="note untranslated"');
  const translated = mains.filter(([, main]) => !isUntranslated(main));

  it('has no page in English but those of packages, which say so', () => {
    const untranslated = mains.filter(([, main]) => isUntranslated(main)).map(([name]) => name);
    expect(untranslated.filter((name) => !name.startsWith(`${language}/packages/`))).toStrictEqual([]);
    expect(translated.length).toBeGreaterThan(100);
  });

  it('has no text in English but those of fields, answers and sources', () => {
    const others = translated
      .filter(([name]) => !/^[^/]+\/(?:operations|webhooks)\//.test(name))
      .map(([, main]) => main.replaceAll(/<ul class="sources">[\s\S]*?<\/ul>/g, ''));
    expect(others.flatMap(englishIn)).toStrictEqual([]);
    expect(new Set(translated.flatMap(([, main]) => englishIn(main))).size).toBeLessThanOrEqual(most);
  });

  it('has no English sentence that is not marked', () => {
    const unmarked = translated.flatMap(([name, main]) =>
      main
        .replaceAll(/<(pre|code|template|script|noscript|textarea)\b[\s\S]*?<\/\1>/g, '')
        .replaceAll(/<(span|div) lang="en">[\s\S]*?<\/\1>/g, '')
        .replaceAll(/<\/?(?:a|em|strong|small|wbr)\b[^>]*>/g, '')
        .split(/<[^>]+>/)
        .filter((text) => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/i.test(text))
        .filter((text) => !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(text))
        .map((text) => `${name}: ${text.trim()}`),
    );
    expect(unmarked).toStrictEqual([]);
  });
});
