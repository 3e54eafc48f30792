import { Module, type DynamicModule } from '@nestjs/common';
import { FindTokenHandler } from './access/find-token.query.ts';
import { GetLeaderboardHandler } from './mentor-leaderboard/mentor-leaderboard.query.ts';
import { ListQuestionsHandler } from './question-list/question-list.query.ts';
import { FindViewTargetsHandler } from './question-page/find-view-targets.query.ts';
import { PageCache } from './question-page/page-cache.ts';
import { GetQuestionPageHandler } from './question-page/question-page.query.ts';
import { GetTopicHandler, ListTopicsHandler } from './topic-list/topic-list.query.ts';
import { ShowQuestionPageHandler, ShownPageCache } from './question-page/show-question-page.query.ts';

/** Query handlers of all read models; READ_MODELS comes from the process that they run in. */
@Module({})
export class ReadModelsModule {
  /** `pageCacheBytes`: how many bytes of spliced pages are kept in memory; as objects, which HTML is made from, a quarter of it. */
  static forRoot({ pageCacheBytes }: { pageCacheBytes: number }): DynamicModule {
    return {
      module: ReadModelsModule,
      providers: [
        { provide: PageCache, useValue: new PageCache(pageCacheBytes) },
        { provide: ShownPageCache, useValue: new ShownPageCache(Math.floor(pageCacheBytes / 4)) },
        FindTokenHandler,
        FindViewTargetsHandler,
        GetLeaderboardHandler,
        ListQuestionsHandler,
        GetQuestionPageHandler,
        GetTopicHandler,
        ListTopicsHandler,
        ShowQuestionPageHandler,
      ],
    };
  }
}
