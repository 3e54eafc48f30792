import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import {
  answerBody,
  company,
  formerRating,
  handle,
  jobTitle,
  personal,
  personName,
  ratingValue,
  uuid,
  withdrawer,
  yearsOfExperience,
} from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
/** `questionId` is the question under which the answer was born: the key of all its events, never changed. */
const answer = z.strictObject({ questionId: uuid, answerId: uuid });

/** Who the mentor was at the time of the answer. */
export const byline = z.strictObject({ displayName: personName, title: jobTitle, company, yearsOfExperience });
export type Byline = z.infer<typeof byline>;

export const AnswerPublished = event(
  'AnswerPublished.v2',
  answer.extend({
    mentorId: uuid,
    memberId: uuid,
    handle: personal(handle, 'memberId'),
    byline: personal(byline, 'memberId'),
    body: personal(answerBody, 'memberId'),
  }),
);
/** Also after edits by others, `memberId` is the author, whose data the body is. */
export const AnswerRevised = event(
  'AnswerRevised.v1',
  answer.extend({ editorId: uuid, memberId: uuid, body: personal(answerBody, 'memberId') }),
);
/** A later word of the source that it was imported from: another person wrote it, or the author is called otherwise there. */
export const AnswerReattributed = event(
  'AnswerReattributed.v1',
  answer.extend({
    mentorId: uuid,
    memberId: uuid,
    handle: personal(handle, 'memberId'),
    byline: personal(byline, 'memberId'),
    formerMentorId: uuid,
  }),
);
/** Who withdrew decides who restores: what a moderator withdrew only a moderator does. `by` is null where a former version did not record it. */
export const AnswerWithdrawn = event('AnswerWithdrawn.v2', answer.extend({ by: withdrawer.nullable() }));
/** A moderator withdraws what its author had withdrawn before: from now on only a moderator restores it. */
export const AnswerWithdrawalUpheld = event('AnswerWithdrawalUpheld.v1', answer);
export const AnswerRestored = event('AnswerRestored.v1', answer);
export type AnswerEvent =
  | Of<typeof AnswerPublished>
  | Of<typeof AnswerRevised>
  | Of<typeof AnswerReattributed>
  | Of<typeof AnswerWithdrawn>
  | Of<typeof AnswerWithdrawalUpheld>
  | Of<typeof AnswerRestored>;

/** How many live answers a mentor may have to one question; what is imported is exempt. */
export const LIVE_ANSWERS = 3;

/**
 * The answers that count against the author's limit on a question, as of this event: appended before an answer is published or restored, so that
 * of several at once no more than the limit come through. Which of them are live, their own streams say.
 */
export const AnswerPlacesTaken = event(
  'AnswerPlacesTaken.v1',
  z.strictObject({ questionId: uuid, memberId: uuid, answers: z.array(uuid).min(1).max(LIVE_ANSWERS) }),
);
export type AnswerPlacesEvent = Of<typeof AnswerPlacesTaken>;

export const AnswerRated = event(
  'AnswerRated.v1',
  answer.extend({ memberId: uuid, value: ratingValue, former: formerRating.nullable() }),
);
export const AnswerRatingCleared = event('AnswerRatingCleared.v1', answer.extend({ memberId: uuid, former: formerRating }));
export type AnswerRatingEvent = Of<typeof AnswerRated> | Of<typeof AnswerRatingCleared>;
