import { command } from '@stoa/kernel';
import { z } from 'zod';
import { questionBody, rating, reason, title, topicNames, uuid } from '../vocabulary.ts';

const question = z.strictObject({ questionId: uuid });

/** `topics` are names as people write them; their keys are derived. */
export class AskQuestion extends command(
  'AskQuestion',
  z.strictObject({ title, body: questionBody.default(''), topics: topicNames.default([]) }),
) {}
export class EditQuestion extends command(
  'EditQuestion',
  question.extend({ title: title.optional(), body: questionBody.optional() }),
) {}
export class RetagQuestion extends command('RetagQuestion', question.extend({ topics: topicNames })) {}
export class CloseQuestion extends command('CloseQuestion', question.extend({ reason })) {}
export class ReopenQuestion extends command('ReopenQuestion', question) {}
export class AcceptAnswer extends command('AcceptAnswer', question.extend({ answerId: uuid })) {}
export class UnacceptAnswer extends command('UnacceptAnswer', question) {}
export class WithdrawQuestion extends command('WithdrawQuestion', question) {}
export class RestoreQuestion extends command('RestoreQuestion', question) {}
export class RateQuestion extends command('RateQuestion', question.extend({ rating })) {}
