import { Module } from '@nestjs/common';
import { AskQuestionHandler } from './ask-question.handler.ts';
import * as commands from './question-commands.handler.ts';
import { GetQuestionHandler, GetQuestionRevisionsHandler } from './question.query.ts';

/** The questions context; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [AskQuestionHandler, ...Object.values(commands), GetQuestionHandler, GetQuestionRevisionsHandler] })
export class QuestionsModule {}
