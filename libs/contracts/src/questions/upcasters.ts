import { event, upcaster } from '@stoa/kernel';
import { z } from 'zod';
import { personal, personName, questionBody, slug, title, topicKeys, uuid } from '../vocabulary.ts';
import { QuestionAsked, QuestionWithdrawn } from './events.ts';

// Former versions, written out: what was published does not follow what is.
const QuestionAskedV1 = event(
  'QuestionAsked.v1',
  z.strictObject({
    questionId: uuid,
    slug,
    askerId: uuid,
    askerName: personal(personName, 'askerId'),
    title: personal(title, 'askerId'),
    body: personal(questionBody, 'askerId'),
    topics: topicKeys,
  }),
);

const QuestionWithdrawnV1 = event('QuestionWithdrawn.v1', z.strictObject({ questionId: uuid }));

export const questionUpcasters = [
  upcaster(
    QuestionAskedV1,
    QuestionAsked,
    '`askerName` is called `askerDisplayName`.',
    ({ askerName: askerDisplayName, ...data }) => ({ ...data, askerDisplayName }),
  ),
  upcaster(
    QuestionWithdrawnV1,
    QuestionWithdrawn,
    'It says in what capacity somebody withdrew (`by`), null for events from before.',
    (data) => ({ ...data, by: null }),
  ),
];
