import { Module, type DynamicModule } from '@nestjs/common';
import { FindTokenHandler } from './access/find-token.query.ts';
import { GetLeaderboardHandler } from './mentor-leaderboard/mentor-leaderboard.query.ts';
import { ListQuestionsHandler } from './question-list/question-list.query.ts';
import { PageCache } from './question-page/page-cache.ts';
import { GetQuestionPageHandler } from './question-page/question-page.query.ts';
import { GetTopicHandler, ListTopicsHandler } from './topic-list/topic-list.query.ts';

/** Query handlers of all read models; READ_MODELS comes from the process that they run in. */
@Module({})
export class ReadModelsModule {
  /** `pageCacheBytes`: how many bytes of spliced pages are kept in memory. */
  static forRoot({ pageCacheBytes }: { pageCacheBytes: number }): DynamicModule {
    return {
      module: ReadModelsModule,
      providers: [
        { provide: PageCache, useValue: new PageCache(pageCacheBytes) },
        FindTokenHandler,
        GetLeaderboardHandler,
        ListQuestionsHandler,
        GetQuestionPageHandler,
        GetTopicHandler,
        ListTopicsHandler,
      ],
    };
  }
}
