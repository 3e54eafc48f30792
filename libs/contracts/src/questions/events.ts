import { event, type Of } from '@stoa/kernel';
import { z } from 'zod';
import {
  formerRating,
  instant,
  line,
  personal,
  personName,
  questionBody,
  ratingValue,
  reason,
  slug,
  title,
  topicKey,
  topicKeys,
  uuid,
  withdrawer,
} from '../vocabulary.ts';

// Stored formats. Never edit a published version: add a v2 and an upcaster.
const question = z.strictObject({ questionId: uuid });

export const QuestionAsked = event(
  'QuestionAsked.v2',
  question.extend({
    slug,
    askerId: uuid,
    askerDisplayName: personal(personName, 'askerId'),
    title: personal(title, 'askerId'),
    body: personal(questionBody, 'askerId'),
    topics: topicKeys,
  }),
);
/** Also after edits by others, `askerId` is the person whose data the text is. */
export const QuestionEdited = event(
  'QuestionEdited.v1',
  question.extend({
    editorId: uuid,
    askerId: uuid,
    title: personal(title, 'askerId'),
    body: personal(questionBody, 'askerId'),
  }),
);
/** A later word of the source that it was imported from: another person asked it, or the asker is called otherwise there. */
export const QuestionReattributed = event(
  'QuestionReattributed.v1',
  question.extend({ askerId: uuid, askerDisplayName: personal(personName, 'askerId'), formerAskerId: uuid }),
);
export const QuestionRetagged = event('QuestionRetagged.v1', question.extend({ topics: topicKeys, former: topicKeys }));
export const QuestionClosed = event('QuestionClosed.v1', question.extend({ reason }));
export const QuestionReopened = event('QuestionReopened.v1', question);
export const AnswerAccepted = event('AnswerAccepted.v1', question.extend({ answerId: uuid }));
/** `acceptedAt` is when the acceptance that ends here was given. */
export const AnswerUnaccepted = event('AnswerUnaccepted.v1', question.extend({ answerId: uuid, acceptedAt: instant }));
/** Who withdrew decides who restores: what a moderator withdrew only a moderator does. `by` is null where a former version did not record it. */
export const QuestionWithdrawn = event('QuestionWithdrawn.v2', question.extend({ by: withdrawer.nullable() }));
/** A moderator withdraws what its asker had withdrawn before: from now on only a moderator restores it. */
export const QuestionWithdrawalUpheld = event('QuestionWithdrawalUpheld.v1', question);
export const QuestionRestored = event('QuestionRestored.v1', question);

export type QuestionEvent =
  | Of<typeof QuestionAsked>
  | Of<typeof QuestionEdited>
  | Of<typeof QuestionReattributed>
  | Of<typeof QuestionRetagged>
  | Of<typeof QuestionClosed>
  | Of<typeof QuestionReopened>
  | Of<typeof AnswerAccepted>
  | Of<typeof AnswerUnaccepted>
  | Of<typeof QuestionWithdrawn>
  | Of<typeof QuestionWithdrawalUpheld>
  | Of<typeof QuestionRestored>;

export const QuestionRated = event(
  'QuestionRated.v1',
  question.extend({ memberId: uuid, value: ratingValue, former: formerRating.nullable() }),
);
export const QuestionRatingCleared = event('QuestionRatingCleared.v1', question.extend({ memberId: uuid, former: formerRating }));
export type QuestionRatingEvent = Of<typeof QuestionRated> | Of<typeof QuestionRatingCleared>;

/** A slug is an address, not a person's field: it is in the stream's name and in links, and outlives the words that it was made of. */
export const SlugReserved = event('SlugReserved.v1', question.extend({ slug }));
/** A topic is created by its first use; its key never changes. */
export const TopicCreated = event('TopicCreated.v1', z.strictObject({ topic: topicKey, name: line(60) }));
export type SlugEvent = Of<typeof SlugReserved>;
export type TopicEvent = Of<typeof TopicCreated>;
