import type { Token } from 'markdown-it';

/** The text of inline tokens without its formatting; of an image, its alternative text. */
export function textOf(tokens: readonly Token[]): string {
  let text = '';
  for (const { type, content, children } of tokens) {
    if (type === 'softbreak' || type === 'hardbreak') text += '\n';
    else if (type === 'image') text += textOf(children ?? []);
    else if (type !== 'task_marker') text += content;
  }
  return text;
}
