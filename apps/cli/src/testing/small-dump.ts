import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a small site in the Stack Exchange schema, of our own making: `questions` with two answers each, votes and accepted answers. */
export function writeSmallDump(folder: string, questions: number, titles: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  const at = (minutes: number) => new Date(Date.UTC(2020, 0, 1) + minutes * 60_000).toISOString().slice(0, 23);
  const row = (fields: Record<string, string | number>) => `  <row ${Object.entries(fields).map(([name, value]) => `${name}="${value}"`).join(' ')} />`; // prettier-ignore
  const posts: string[] = [];
  const votes: string[] = [];
  for (let index = 0; index < questions; index++) {
    const [question, first, second] = [index * 3 + 1, index * 3 + 2, index * 3 + 3];
    const owner = (index % 20) + 1;
    posts.push(
      row({
        Id: question,
        PostTypeId: 1,
        CreationDate: at(index * 60),
        Score: 2,
        ViewCount: 10 + index,
        Body: '&lt;p&gt;Why?&lt;/p&gt;',
        OwnerUserId: owner,
        Title: titles[index] ?? `Question ${index} of a small site`,
        Tags: index % 2 ? '&lt;tea&gt;' : '&lt;tea&gt;&lt;kettles&gt;',
        AcceptedAnswerId: second,
      }),
    );
    for (const answer of [first, second])
      posts.push(
        row({
          Id: answer,
          PostTypeId: 2,
          ParentId: question,
          CreationDate: at(index * 60 + 5),
          Score: 1,
          Body: '&lt;p&gt;Because of the &lt;b&gt;leaves&lt;/b&gt;.&lt;/p&gt;',
          OwnerUserId: ((owner + answer) % 20) + 1,
        }),
      );
    for (const [post, type] of [[question, 2], [question, 2], [first, 2], [second, 2], [second, 2], [second, 3], [second, 1]] as const) votes.push(row({ Id: votes.length + 1, PostId: post, VoteTypeId: type, CreationDate: at(index * 60 + 10).slice(0, 10) + 'T00:00:00.000' })); // prettier-ignore
  }
  const users = Array.from({ length: 20 }, (_, index) =>
    row({ Id: index + 1, DisplayName: `Taster ${index + 1}`, CreationDate: at(0), Reputation: 1 }),
  );
  const file = (name: string, rows: readonly string[]) =>
    writeFileSync(
      join(folder, `${name}.xml`),
      `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<${name.toLowerCase()}>\n${rows.join('\n')}\n</${name.toLowerCase()}>\n`,
    );
  file('Posts', posts);
  file('Votes', votes);
  file('Users', users);
}
