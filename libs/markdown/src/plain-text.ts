import { parser } from './parser.ts';

/** The beginning of a body as one line of text, for lists and descriptions: at most `maxLength` characters, cut at a word with `…`. */
export function plainText(markdown: string, maxLength: number): string {
  const words: string[] = [];
  for (const token of parser.parse(markdown, {})) {
    if (token.type === 'inline') words.push(parser.renderer.renderInlineAsText(token.children ?? [], parser.options, {}));
    else if (token.type === 'fence' || token.type === 'code_block') words.push(token.content);
  }
  const line = words.join(' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const cut = characters.slice(0, maxLength - 1).join('');
  return `${cut.replace(/\s+\S*$/, '') || cut}…`;
}
