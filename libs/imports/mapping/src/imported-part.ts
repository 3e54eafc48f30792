import * as c from '@stoa/contracts';
import type { ImportedPart, StoaEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { isFrom } from './origin.ts';

export type ImportedFacts = Omit<ImportedPart, 'position' | 'more'>;

/** What these events of the log say of what was imported from a source. */
export function importedPartOf(source: string, events: readonly RecordedEvent[]): ImportedFacts {
  const isImported = isFrom(source);
  const imports = new Set<string>();
  const part: ImportedFacts = { imports: [], questions: [], answers: [], members: [], mentors: [], ratings: [], viewShards: [] };
  for (const event of events) {
    if (event.unknown) continue;
    const { type, data } = event as RecordedEvent & StoaEvent;
    if (type === c.ViewsImported.type || type === c.ViewsTakenBack.type) {
      if (data.source !== viewsSourceOf(source)) continue;
      part.viewShards.push(data.shard);
      // A dump may bring nothing but other totals, and is another import all the same.
      imports.add(event.meta.correlationId);
      continue;
    }
    if (!isImported(event)) continue;
    imports.add(event.meta.correlationId);
    switch (type) {
      case c.QuestionAsked.type:
        part.questions.push(data.questionId);
        break;
      case c.AnswerPublished.type:
        part.answers.push({ answerId: data.answerId, questionId: data.questionId });
        break;
      case c.MemberRegistered.type:
        part.members.push(data.memberId);
        break;
      case c.MentorRegistered.type:
        part.mentors.push({ memberId: data.memberId, handle: data.handle });
        break;
      case 'QuestionRated.v1':
      case 'QuestionRatingCleared.v1':
      case 'AnswerRated.v1':
      case 'AnswerRatingCleared.v1':
        part.ratings.push({
          questionId: data.questionId,
          answerId: 'answerId' in data ? data.answerId : null,
          memberId: data.memberId,
          given: type === 'QuestionRated.v1' || type === 'AnswerRated.v1',
        });
        break;
      default:
    }
  }
  return { ...part, imports: [...imports] };
}

/** How totals of views name the source of an imported site. */
export const viewsSourceOf = (source: string): string => `stackexchange:${source}`;
