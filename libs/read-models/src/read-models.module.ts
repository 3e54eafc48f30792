import { Module } from '@nestjs/common';
import { FindTokenHandler } from './access/find-token.query.ts';
import { GetLeaderboardHandler } from './mentor-leaderboard/mentor-leaderboard.query.ts';
import { ListQuestionsHandler } from './question-list/question-list.query.ts';
import { GetQuestionPageHandler } from './question-page/question-page.query.ts';

/** Query handlers of all read models; READ_MODELS comes from the process that they run in. */
@Module({ providers: [FindTokenHandler, GetLeaderboardHandler, ListQuestionsHandler, GetQuestionPageHandler] })
export class ReadModelsModule {}
