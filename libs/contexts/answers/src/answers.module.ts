import { Module } from '@nestjs/common';
import * as commands from './answer-commands.handler.ts';
import { AnswerQuestionHandler } from './answer-question.handler.ts';
import { GetAnswerHandler, GetAnswerRevisionsHandler } from './answer.query.ts';

/** The answers context; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [AnswerQuestionHandler, ...Object.values(commands), GetAnswerHandler, GetAnswerRevisionsHandler] })
export class AnswersModule {}
