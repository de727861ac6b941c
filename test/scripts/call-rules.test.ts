import { expect, it } from 'vitest';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { readLanguages } from '../../scripts/site/languages.ts';
import { limitTexts, repeatText } from '../../scripts/site/model/call-rules.ts';
import { limitInWords } from '../../spec/document.ts';

const languages = await readLanguages(inRoot('spec', 'docs'), readApi(readDocument()));
const limits = [
  { calls: 200, seconds: 1 },
  { calls: 1, seconds: 1, by: 'Official_Account' },
  { calls: 2, seconds: 3600, by: 'Official_Account' },
  { calls: 30, seconds: 60, by: 'Official_Account' },
];

it.each(languages)(
  'each limit of an operation is a sentence of its own in $tag, with the field that it counts by',
  ({ label }) => {
    const texts = limitTexts(label, { 'x-rate-limit': limits });
    expect(texts).toHaveLength(4);
    expect(texts.join(' ')).not.toMatch(/[{}]/);
    expect(texts[0]).toContain('200');
    expect(texts[0]).not.toContain('Official_Account');
    expect(texts[2]).not.toMatch(/3600|秒|second/);
    expect(texts[3]).toContain('60');
    for (const text of texts.slice(1)) expect(text).toContain('`Official_Account`');
  },
);

it.each(languages)(
  'a read, a repeat with a code, and a call that must not be repeated read differently in $tag',
  ({ label }) => {
    const operations = [{}, { 'x-idempotent': {} }, { 'x-idempotent': { replayCode: 130004 } }];
    const texts = operations.map((operation) => {
      const { key, code } = repeatText(operation);
      return label(key, code === undefined ? {} : { code });
    });
    expect(new Set(texts).size).toBe(3);
    expect(texts[1]).not.toMatch(/[{}]|\d{5}/);
    expect(texts[2]).toContain('130004');
  },
);

it('hover texts say a limit in words', () => {
  expect(limits.map(limitInWords)).toStrictEqual([
    '200 calls in a second',
    '1 call in a second for each `Official_Account`',
    '2 calls in an hour for each `Official_Account`',
    '30 calls in 60 seconds for each `Official_Account`',
  ]);
});
