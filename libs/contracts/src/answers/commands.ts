import { command } from '@stoa/kernel';
import { z } from 'zod';
import { answerBody, rating, uuid } from '../vocabulary.ts';

const answer = z.strictObject({ answerId: uuid });

export class AnswerQuestion extends command('AnswerQuestion', z.strictObject({ questionId: uuid, body: answerBody })) {}
export class ReviseAnswer extends command('ReviseAnswer', answer.extend({ body: answerBody })) {}
export class WithdrawAnswer extends command('WithdrawAnswer', answer) {}
export class RestoreAnswer extends command('RestoreAnswer', answer) {}
export class RateAnswer extends command('RateAnswer', answer.extend({ rating })) {}
