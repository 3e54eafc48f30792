import type { MarkdownIt, Token } from 'markdown-it';

const MARKER = /^\[([ xX])\][ \t]/;

/** GFM's task list items: `- [ ] open`, `- [x] done`. The marker becomes a token `task_marker` whose content is the state. */
export function taskLists(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'task_lists', ({ tokens, Token: TokenClass }) => {
    for (let index = 2; index < tokens.length; index++) {
      const inline = tokens[index] as Token;
      if (
        inline.type !== 'inline' ||
        tokens[index - 1]?.type !== 'paragraph_open' ||
        tokens[index - 2]?.type !== 'list_item_open'
      )
        continue;
      const first = inline.children?.[0];
      const match = first?.type === 'text' ? MARKER.exec(first.content) : null;
      if (!match || !first) continue;
      first.content = first.content.slice(match[0].length - 1);
      const marker = new TokenClass('task_marker', 'input', 0);
      marker.content = match[1] === ' ' ? 'open' : 'done';
      inline.children?.unshift(marker);
    }
  });
}
