import { MentorProfileChanged, MentorRegistered, type MentorEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { isNewsOfPerson } from '../origin.ts';
import type { Dated } from './question-now.ts';

type Profile = (typeof MentorProfileChanged extends (data: infer D) => unknown ? D : never) & object;

/** What brings a mentor's name and text to what the source says now, where that is news. `imported` are those of the events that the source wrote. */
export function mentorChanges(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  now: { displayName: string; bio: string },
): Dated[] {
  const [live, told] = [profileAfter(recorded), profileAfter(imported)];
  if (!live || !told) return [];
  const news = (field: 'displayName' | 'bio') => isNewsOfPerson(told[field], live[field], now[field]);
  if (!news('displayName') && !news('bio')) return [];
  const displayName = news('displayName') ? now.displayName : live.displayName;
  return [MentorProfileChanged({ ...live, displayName, bio: news('bio') ? now.bio : live.bio })];
}

function profileAfter(recorded: readonly RecordedEvent[]): Profile | undefined {
  let profile: Profile | undefined;
  for (const { type, data } of recorded as readonly (RecordedEvent & MentorEvent)[]) {
    if (type === MentorRegistered.type) {
      const { handle: _handle, ...first } = data;
      profile = first;
    } else if (type === MentorProfileChanged.type) profile = data;
  }
  return profile;
}
