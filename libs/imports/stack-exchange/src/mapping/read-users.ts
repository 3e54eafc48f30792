import type { ImportedPerson } from '@stoa/contracts';
import type { DumpReader } from '../dump/dump-reader.ts';
import { integerOf, timeOf } from '../dump/row-values.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { BodyCleaner } from '../text/clean-body.ts';
import { htmlToMarkdown } from '../text/html/html-to-markdown.ts';
import { AT_THE_END, draftKey, type Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { userPerson } from './member-index.ts';

/** Users.xml: names and days of those who asked or answered; who asked or answered becomes a member, who answered a mentor too. */
export async function readUsers(
  reader: DumpReader,
  dump: Dump,
  sort: ExternalSort<Draft>,
  bodies: BodyCleaner,
  tally: Tally,
): Promise<void> {
  const { members, ids, later } = dump;
  const described = new Set<number>();
  const told = new Set<number>();
  let tellings = 0;
  await reader.rows('Users', (row) => {
    const id = integerOf(row, 'Id');
    if (id === undefined) return tally.stray('Users', row['Id'], 'no usable Id');
    const person = userPerson(id);
    const isMentor = later?.isMentor(ids.member(person)) ?? false;
    later?.sawPerson(ids.member(person));
    const member = members.findUser(id);
    if (isMentor && !told.has(id)) {
      told.add(id);
      const name = row['DisplayName'] ?? `user${id}`;
      tell(person, name, bodies.bio(htmlToMarkdown(row['AboutMe'] ?? ''), `user ${id}`));
    }
    if (member < 0 || described.has(member)) return;
    described.add(member);
    members.describe(member, row['DisplayName'], timeOf(row, 'CreationDate'));
    if (members.firstAnswer(member) < Infinity && !isMentor)
      addMentor(member, bodies.bio(htmlToMarkdown(row['AboutMe'] ?? ''), `user ${id}`));
  });
  for (let member = 0; member < members.size; member++) {
    const joined = members.joined(member);
    if (joined === Infinity) continue;
    sort.add(draftKey(joined, 'member', members.sourceId(member), members.kind(member)), { kind: 'member', member }, 150);
    const memberId = later && ids.member(members.person(member));
    const isMentor = memberId !== undefined && later!.isMentor(memberId);
    if (members.firstAnswer(member) < Infinity && !described.has(member) && !isMentor) addMentor(member, '');
    if (memberId === undefined) continue;
    later!.sawPerson(memberId);
    if (isMentor && !described.has(member) && reader.has('Users')) tell(members.person(member), members.name(member), '');
  }
  let gone = 0;
  for (const memberId of (reader.has('Users') && later?.goneMentors()) || []) {
    tally.counts.mentorsGone++;
    sort.add(draftKey(AT_THE_END, 'mentor-gone', 0, gone++), { kind: 'mentor-gone', memberId }, 200);
  }

  function tell(member: ImportedPerson, name: string, bio: string): void {
    sort.add(draftKey(AT_THE_END, 'mentor-now', 0, tellings++), { kind: 'mentor-now', member, name, bio }, 2 * bio.length + 300);
  }

  function addMentor(member: number, bio: string): void {
    const key = draftKey(members.firstAnswer(member), 'mentor', members.sourceId(member), members.kind(member));
    sort.add(key, { kind: 'mentor', member, bio }, 2 * bio.length + 200);
  }
}
