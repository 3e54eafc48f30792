import { Module, type DynamicModule } from '@nestjs/common';
import { EVENT_STORE, READ_MODELS, type EventStore, type ReadModels } from '@stoa/kernel';
import { FindTokenHandler } from './access/find-token.query.ts';
import { GetLeaderboardHandler } from './mentor-leaderboard/mentor-leaderboard.query.ts';
import { ListQuestionsHandler } from './question-list/question-list.query.ts';
import { FindNamesHandler } from './question-page/find-names.query.ts';
import { FindViewTargetsHandler } from './question-page/find-view-targets.query.ts';
import { ListAnswersHandler } from './question-page/list-answers.query.ts';
import { PageCache } from './question-page/page-cache.ts';
import { GetQuestionPageHandler } from './question-page/question-page.query.ts';
import { GetTopicHandler, ListTopicsHandler } from './topic-list/topic-list.query.ts';
import { ShowQuestionPageHandler, ShownPageCache } from './question-page/show-question-page.query.ts';
import { LoggedFacts, SEALED_FACTS } from './view-rollups/analytics/sealed-facts.ts';
import { ExplainViewsHandler } from './view-rollups/explain-views.query.ts';
import { QueryAnalyticsHandler } from './view-rollups/query-analytics.query.ts';

/** Facts are read from the log, where this process has it. */
const sealedFacts = {
  provide: SEALED_FACTS,
  inject: [READ_MODELS, { token: EVENT_STORE, optional: true }],
  useFactory: (readModels: ReadModels, store?: Pick<EventStore, 'read'>) => store && new LoggedFacts(readModels, store),
};

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
        sealedFacts,
        ExplainViewsHandler,
        FindNamesHandler,
        FindTokenHandler,
        FindViewTargetsHandler,
        GetLeaderboardHandler,
        ListAnswersHandler,
        ListQuestionsHandler,
        GetQuestionPageHandler,
        GetTopicHandler,
        QueryAnalyticsHandler,
        ListTopicsHandler,
        ShowQuestionPageHandler,
      ],
    };
  }
}
