import { MemberRegistered, MemberRenamed, type MemberEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { isNewsOfPerson } from '../origin.ts';
import type { Dated } from './question-now.ts';

/** How somebody is called whose account the source has no more. */
export const FORMER_MEMBER = 'Former member';

/** What brings a member's name to what the source says now, where that is news. `imported` are those of the events that the source wrote. */
export function memberChanges(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  now: { memberId: string; displayName: string },
): Dated[] {
  const [live, told] = [nameAfter(recorded), nameAfter(imported)];
  if (live === undefined || told === undefined) return [];
  return isNewsOfPerson(told, live, now.displayName) ? [MemberRenamed(now)] : [];
}

function nameAfter(recorded: readonly RecordedEvent[]): string | undefined {
  let name: string | undefined;
  for (const { type, data } of recorded as readonly (RecordedEvent & MemberEvent)[])
    if (type === MemberRegistered.type || type === MemberRenamed.type) name = data.displayName;
  return name;
}
