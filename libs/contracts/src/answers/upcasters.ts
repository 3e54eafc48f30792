import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { answerBody, company, handle, jobTitle, personal, personName, uuid } from '../vocabulary.ts';
import { AnswerPublished, AnswerWithdrawn } from './events.ts';

// Former versions, written out: what was published does not follow what is.
const AnswerPublishedV1 = event(
  'AnswerPublished.v1',
  z.strictObject({
    questionId: uuid,
    answerId: uuid,
    mentorId: uuid,
    memberId: uuid,
    handle: personal(handle, 'memberId'),
    byline: personal(z.strictObject({ name: personName, title: jobTitle, company }), 'memberId'),
    body: personal(answerBody, 'memberId'),
  }),
);

const AnswerWithdrawnV1 = event('AnswerWithdrawn.v1', z.strictObject({ questionId: uuid, answerId: uuid }));

export const answerUpcasters = [
  // #region upcaster
  upcaster(
    AnswerPublishedV1,
    AnswerPublished,
    'The byline’s `name` is called `displayName`; it has `yearsOfExperience`, null for answers from before.',
    ({ byline: { name: displayName, ...byline }, ...data }) => ({
      ...data,
      byline: { displayName, ...byline, yearsOfExperience: null },
    }),
  ),
  // #endregion
  upcaster(
    AnswerWithdrawnV1,
    AnswerWithdrawn,
    'It says in what capacity somebody withdrew (`by`), null for events from before.',
    (data) => ({ ...data, by: null }),
  ),
];
