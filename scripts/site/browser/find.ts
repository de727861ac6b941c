import type { Entry } from '../files/search-index.ts';
import { isCode } from './entries.ts';

const normalize = (text: string): string => text.normalize('NFKC').toLowerCase();

export const termsOf = (query: string): string[] => normalize(query).split(/\s+/).filter(Boolean);

/**
 * The entries that hold every word of the query, the best first. It looks through the plain text: parts of words and
 * languages without spaces are found alike, and so few texts need no other index.
 */
export function find(entries: Entry[], query: string, code: string | undefined): Entry[] {
  if (code !== undefined) {
    const named = entries.filter((entry) => isCode(entry, code));
    if (named.length > 0 && query.trim() !== code) return named;
  }
  const terms = termsOf(query);
  const phrase = terms.join(' ');
  if (phrase === '') return [];
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, terms, phrase, code) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreOf(entry: Entry, terms: string[], phrase: string, code: string | undefined): number {
  const [title, text] = [normalize(entry[1]), normalize(entry[3])];
  if (!terms.every((term) => title.includes(term) || text.includes(term))) return 0;
  let score = 1;
  if (code !== undefined && isCode(entry, code)) score += 100;
  if (title.includes(phrase)) score += 20;
  if (text.includes(phrase)) score += 10;
  score += terms.filter((term) => title.includes(term)).length * 5;
  return score;
}

/** Some of the text around the words as they were typed or, failing that, the first of them. */
export function excerpt([, title, kind, text]: Entry, terms: string[]): string {
  // The page of a code begins with its meaning, which tells more than where else its number stands.
  const named = kind === 'code' && terms.every((term) => normalize(title).includes(term));
  const content = named ? '' : normalize(text);
  const phrase = content.indexOf(terms.join(' '));
  const found = phrase >= 0 ? phrase : Math.min(...terms.map((term) => content.indexOf(term)).filter((at) => at >= 0));
  const start = found < 80 || found === Number.POSITIVE_INFINITY ? 0 : text.lastIndexOf(' ', found - 50) + 1;
  const end = start + 160;
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
}

/** The text in pieces, every other one of them a term. */
export const splitAtTerms = (text: string, terms: string[]): string[] =>
  terms.length === 0 ? [text] : text.split(new RegExp(`(${terms.map(escapeRegExp).join('|')})`, 'i'));

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
