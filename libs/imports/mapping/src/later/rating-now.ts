import * as c from '@stoa/contracts';
import type { AnswerRatingEvent, FormerRating, QuestionRatingEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { isNews } from '../origin.ts';
import type { Dated } from './question-now.ts';

export interface RatingKey {
  readonly questionId: string;
  readonly answerId?: string | undefined;
  readonly memberId: string;
}

/** What brings a member's rating to what the source says now, `null` for none any more. `imported` are those of the events that the source wrote. */
export function ratingChanges(
  recorded: readonly RecordedEvent[],
  imported: readonly RecordedEvent[],
  { questionId, answerId, memberId }: RatingKey,
  value: FormerRating['value'] | null,
): Dated[] {
  const [former, told] = [ratingAfter(recorded), ratingAfter(imported)];
  if (!isNews(told?.value ?? null, former?.value ?? null, value)) return [];
  const key = { questionId, memberId };
  if (value !== null)
    return [
      answerId === undefined ? c.QuestionRated({ ...key, value, former }) : c.AnswerRated({ ...key, answerId, value, former }),
    ];
  if (!former) return [];
  return [
    answerId === undefined ? c.QuestionRatingCleared({ ...key, former }) : c.AnswerRatingCleared({ ...key, answerId, former }),
  ];
}

function ratingAfter(recorded: readonly RecordedEvent[]): FormerRating | null {
  const last = recorded.at(-1) as (RecordedEvent & (AnswerRatingEvent | QuestionRatingEvent)) | undefined;
  if (!last || (last.type !== 'AnswerRated.v1' && last.type !== 'QuestionRated.v1')) return null;
  return { value: last.data.value, at: last.occurredAt };
}
