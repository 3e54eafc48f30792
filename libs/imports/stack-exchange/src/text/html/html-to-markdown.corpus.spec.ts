import { renderMarkdown } from '@stoa/markdown';
import { describeWithCorpus } from '@stoa/testing';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '../../dump/read-rows.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { outlineOf } from './outline.ts';
import { readHtml } from './read-html.ts';

describeWithCorpus('Markdown of the HTML of real dumps', 'stackexchange', (folder) => {
  const outline = (html: string) => outlineOf(readHtml(html));
  const differing = async (name: string, table: 'Posts' | 'Users', column: 'Body' | 'AboutMe') => {
    const found: string[] = [];
    let count = 0;
    await readRows(join(folder, name, `${table}.xml`), table.toLowerCase(), { onBytes: () => undefined }, (row) => {
      const html = row[column] ?? '';
      if (html === '') return;
      count += 1;
      if (outline(renderMarkdown(htmlToMarkdown(html))) !== outline(html)) found.push(row['Id'] ?? '');
    });
    console.info(`${name}: ${count} times ${column}, ${found.length} differ ${found.join(' ')}`);
    expect(count).toBeGreaterThan(100);
    return found;
  };

  it.each(readdirSync(folder))('%s: text and blocks of every body and profile', async (name) => {
    expect(await differing(name, 'Posts', 'Body')).toEqual([]);
    expect(await differing(name, 'Users', 'AboutMe')).toEqual([]);
  });
});
