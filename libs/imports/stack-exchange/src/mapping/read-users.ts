import type { ImportedPerson } from '@stoa/contracts';
import type { DumpReader } from '../dump/dump-reader.ts';
import { integerOf, timeOf } from '../dump/row-values.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { BodyCleaner } from '../text/clean-body.ts';
import { htmlToMarkdown } from '../text/html/html-to-markdown.ts';
import type { LaterDump } from '../earlier/later-dump.ts';
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
    const member = members.findUser(id);
    const isNew = !described.has(member);
    if (member >= 0 && isNew) {
      described.add(member);
      members.describe(member, row['DisplayName'], timeOf(row, 'CreationDate'));
    }
    const isMentor = later?.isMentor(ids.member(person)) ?? false;
    const bio = () => bodies.bio(htmlToMarkdown(row['AboutMe'] ?? ''), `user ${id}`);
    if (later && !told.has(id)) {
      told.add(id);
      tell(later, person, member < 0 ? (row['DisplayName'] ?? `user${id}`) : members.name(member), bio);
    }
    if (member >= 0 && isNew && members.firstAnswer(member) < Infinity && !isMentor) addMentor(member, bio());
  });
  for (let member = 0; member < members.size; member++) {
    const joined = members.joined(member);
    if (joined === Infinity) continue;
    sort.add(draftKey(joined, 'member', members.sourceId(member), members.kind(member)), { kind: 'member', member }, 150);
    const person = members.person(member);
    const isMentor = later?.isMentor(ids.member(person)) ?? false;
    if (members.firstAnswer(member) < Infinity && !described.has(member) && !isMentor) addMentor(member, '');
    if (later && !described.has(member) && reader.has('Users')) tell(later, person, members.name(member), () => '');
  }
  let gone = 0;
  const isGone = (kind: 'member-gone' | 'mentor-gone', memberId: string) =>
    sort.add(draftKey(AT_THE_END, kind, 0, gone++), { kind, memberId }, 200);
  if (!later || !reader.has('Users')) return;
  for (const memberId of later.goneMembers()) {
    tally.counts.membersGone++;
    isGone('member-gone', memberId);
  }
  for (const memberId of later.goneMentors()) {
    tally.counts.mentorsGone++;
    isGone('mentor-gone', memberId);
  }

  /** What somebody whom an earlier dump brought is called now. */
  function tell(earlier: LaterDump, member: ImportedPerson, name: string, bio: () => string): void {
    const memberId = ids.member(member);
    earlier.sawPerson(memberId);
    if (earlier.isMember(memberId))
      sort.add(draftKey(AT_THE_END, 'member-now', 0, tellings++), { kind: 'member-now', member, name }, 300);
    if (!earlier.isMentor(memberId)) return;
    const now: Draft = { kind: 'mentor-now', member, name, bio: bio() };
    sort.add(draftKey(AT_THE_END, 'mentor-now', 0, tellings++), now, 2 * now.bio.length + 300);
  }

  function addMentor(member: number, bio: string): void {
    const key = draftKey(members.firstAnswer(member), 'mentor', members.sourceId(member), members.kind(member));
    sort.add(key, { kind: 'mentor', member, bio }, 2 * bio.length + 200);
  }
}
