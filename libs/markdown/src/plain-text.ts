import { parse } from './parser.ts';
import { textOf } from './text-of.ts';

/** The beginning of a body as one line of text, for lists and descriptions: at most `maxLength` characters, cut at a word with `…`. */
export function plainText(markdown: string, maxLength: number): string {
  const words: string[] = [];
  for (const token of parse(markdown)) {
    if (token.type === 'inline') words.push(textOf(token.children ?? []));
    else if (token.type === 'fence' || token.type === 'code_block') words.push(token.content);
  }
  const characters = [...words.join(' ').replace(/\s+/g, ' ').trim()];
  if (characters.length <= maxLength) return characters.join('');
  const cut = characters.slice(0, Math.max(0, maxLength - 1)).join('');
  const endsWithWord = characters[maxLength - 1] === ' ';
  return maxLength < 1 ? '' : `${(endsWithWord ? cut : cut.slice(0, cut.lastIndexOf(' ') + 1)).trimEnd() || cut}…`;
}
