import { derivedId, sha256 } from '@stoa/kernel';
import { VIEW_SHARDS } from './streams.ts';

const SYMBOLS: Record<string, string> = {
  '+': ' plus ',
  '#': ' sharp ',
  '&': ' and ',
  '.': ' dot ',
  '@': ' at ',
  '%': ' percent ',
};
// Letters that Unicode does not decompose into an ASCII letter and a mark.
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ħ: 'h' };

/** In lower case, without diacritics. */
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøđðþłıħ]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/\p{Mark}+/gu, '');

const ascii = (text: string) =>
  folded(text)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const cut = (text: string, max: number) =>
  text.length <= max
    ? text
    : text
        .slice(0, max + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, max)
        .replace(/-+$/, '');

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The readable ASCII name of a title: at most 80 characters, cut at a word. A title without any Latin letter or digit gives
 * `fallback`; one that would pass for an id begins with it.
 */
export function slugOf(title: string, fallback: string): string {
  const readable = cut(ascii(title), 80) || fallback;
  return UUID.test(readable) ? `${fallback}-${readable}` : readable;
}

// A letter or digit that has no ASCII form here.
const FOREIGN = /[^\P{Letter}a-z]|[^\P{Number}0-9]/u;

/**
 * The immutable key of a topic, from its name as people write it. Names that differ in case, spacing, width or diacritics share a
 * key; `C++` and `C#` do not, nor do names that differ in letters of other scripts: those stand in the key as eight characters.
 */
export function topicKeyOf(name: string): string {
  const symbols = name.normalize('NFKC').replace(/[+#&.@%]/g, (symbol) => SYMBOLS[symbol] ?? symbol);
  const readable = ascii(symbols);
  if (readable && !FOREIGN.test(folded(symbols))) return cut(readable, 60);
  const foreign = name.normalize('NFC').toLowerCase().trim();
  return `${cut(readable, 50) || 'topic'}-${derivedId('topic', foreign).slice(0, 8)}`;
}

/** One mentor per member, by construction: the mentor's id follows from the member's. */
export const mentorIdOf = (memberId: string): string => derivedId('mentor', memberId);

/** The shard of a question's views: the first byte of the SHA-256 of its id. Stored format: it never changes. */
export const viewShardOf = (questionId: string): number => parseInt(sha256(questionId).slice(0, 2), 16) % VIEW_SHARDS;

/** The number by which a log's batches keep their order on the way to read models. Stored format: it never changes. */
export const viewLogShardOf = (log: string): number => parseInt(log.slice(0, 4), 16);

/** The id of a named import of totals, and of its part in one shard: every writer produces the same events. */
export const viewsImportIdOf = (source: string, name: string): string => derivedId('views', source, name);
/** The command id of what an import of totals takes back in one shard. */
export const viewsTakenBackIdOf = (importId: string, shard: number): string =>
  derivedId(viewsPartIdOf(importId, shard), 'taken-back');
export const viewsPartIdOf = (importId: string, shard: number): string => derivedId(importId, 'shard', String(shard));
