import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Record<string, string | number>;
interface Site {
  readonly posts: Row[];
  readonly votes: Row[];
  readonly users: Row[];
}

/** Writes a small site in the Stack Exchange schema, of our own making: `questions` with two answers each, votes and accepted answers. */
export function writeSmallDump(folder: string, questions: number, titles: readonly string[] = []): void {
  writeSite(folder, smallSite(questions, titles));
}

/**
 * Writes what became of the small site: posts are gone, and votes; others were edited, retagged, seen more often or less; another answer was accepted;
 * people have other names.
 */
export function writeLaterDump(folder: string, questions: number): void {
  const { posts, votes, users } = smallSite(questions);
  const number = ({ Id: id }: Row) => Math.floor((Number(id) - 1) / 3);
  const left = posts.filter((post) => number(post) % 7 !== 6 && Number(post['Id']) % 15 !== 3);
  const there = new Set(left.map(({ Id: id }) => id));
  const changed = left.map((post) => {
    const index = number(post);
    if (post['PostTypeId'] === 2) return index % 4 === 1 ? { ...post, Body: '&lt;p&gt;Because of the water.&lt;/p&gt;' } : post;
    return {
      ...post,
      ViewCount: index % 3 === 0 ? 0 : 25 + index,
      ...(index % 5 === 2 ? { Title: `Question ${index} as it is called now`, Tags: '&lt;kettles&gt;' } : {}),
      ...(index % 2 === 0 ? { AcceptedAnswerId: index * 3 + 2 } : {}),
    };
  });
  const cast = votes.filter((vote, index) => there.has(vote['PostId']!) && (vote['VoteTypeId'] === 1 || index % 11 !== 5));
  writeSite(folder, {
    posts: changed,
    votes: cast.map((vote) => (vote['VoteTypeId'] === 3 && Number(vote['Id']) % 2 === 0 ? { ...vote, VoteTypeId: 2 } : vote)),
    users: users.map((user, index) => (index % 3 === 1 ? { ...user, DisplayName: `Taster ${index + 1} of today` } : user)),
  });
}

function smallSite(questions: number, titles: readonly string[] = []): Site {
  const at = (minutes: number) => new Date(Date.UTC(2020, 0, 1) + minutes * 60_000).toISOString().slice(0, 23);
  const posts: Row[] = [];
  const votes: Row[] = [];
  for (let index = 0; index < questions; index++) {
    const [question, first, second] = [index * 3 + 1, index * 3 + 2, index * 3 + 3];
    const owner = (index % 20) + 1;
    posts.push({
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
    });
    for (const answer of [first, second])
      posts.push({
        Id: answer,
        PostTypeId: 2,
        ParentId: question,
        CreationDate: at(index * 60 + 5),
        Score: 1,
        Body: '&lt;p&gt;Because of the &lt;b&gt;leaves&lt;/b&gt;.&lt;/p&gt;',
        OwnerUserId: ((owner + answer) % 20) + 1,
      });
    for (const [post, type] of [[question, 2], [question, 2], [first, 2], [second, 2], [second, 2], [second, 3], [second, 1]] as const) votes.push({ Id: votes.length + 1, PostId: post, VoteTypeId: type, CreationDate: at(index * 60 + 10).slice(0, 10) + 'T00:00:00.000' }); // prettier-ignore
  }
  const users = Array.from({ length: 20 }, (_, index) => ({
    Id: index + 1,
    DisplayName: `Taster ${index + 1}`,
    CreationDate: at(0),
    Reputation: 1,
  }));
  return { posts, votes, users };
}

function writeSite(folder: string, { posts, votes, users }: Site): void {
  mkdirSync(folder, { recursive: true });
  const line = (row: Row) =>
    `  <row ${Object.entries(row)
      .map(([name, value]) => `${name}="${value}"`)
      .join(' ')} />`;
  const file = (name: string, rows: readonly Row[]) =>
    writeFileSync(
      join(folder, `${name}.xml`),
      `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<${name.toLowerCase()}>\n${rows.map(line).join('\n')}\n</${name.toLowerCase()}>\n`,
    );
  file('Posts', posts);
  file('Votes', votes);
  file('Users', users);
}
