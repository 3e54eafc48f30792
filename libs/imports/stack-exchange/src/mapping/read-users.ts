import type { DumpReader } from '../dump/dump-reader.ts';
import { integerOf, timeOf } from '../dump/row-values.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { BodyCleaner } from '../text/clean-body.ts';
import { htmlToMarkdown } from '../text/html/html-to-markdown.ts';
import { draftKey, type Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';

/** Users.xml: names and days of those who asked or answered; who asked or answered becomes a member, who answered a mentor too. */
export async function readUsers(
  reader: DumpReader,
  dump: Dump,
  sort: ExternalSort<Draft>,
  bodies: BodyCleaner,
  tally: Tally,
): Promise<void> {
  const { members } = dump;
  const described = new Set<number>();
  await reader.rows('Users', (row) => {
    const id = integerOf(row, 'Id');
    if (id === undefined) return tally.stray('Users', row['Id'], 'no usable Id');
    const member = members.findUser(id);
    if (member < 0 || described.has(member)) return;
    described.add(member);
    members.describe(member, row['DisplayName'], timeOf(row, 'CreationDate'));
    if (members.firstAnswer(member) < Infinity) addMentor(member, bodies.bio(htmlToMarkdown(row['AboutMe'] ?? '')));
  });
  for (let member = 0; member < members.size; member++) {
    const joined = members.joined(member);
    if (joined === Infinity) continue;
    sort.add(draftKey(joined, 'member', members.sourceId(member), members.kind(member)), { kind: 'member', member }, 150);
    if (members.firstAnswer(member) < Infinity && !described.has(member)) addMentor(member, '');
  }

  function addMentor(member: number, bio: string): void {
    const key = draftKey(members.firstAnswer(member), 'mentor', members.sourceId(member), members.kind(member));
    sort.add(key, { kind: 'mentor', member, bio }, 2 * bio.length + 200);
  }
}
