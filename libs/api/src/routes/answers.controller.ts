import { Controller, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ExplainViews, GetAnswer, GetAnswerRevisions, type AnswerResource, type ViewsExplained } from '@stoa/contracts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';

@Controller()
export class AnswersController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Public()
  @Handles('getAnswer')
  get(@Param('answerId') answerId: string): Promise<AnswerResource> {
    return this.queries.execute(new GetAnswer({ answerId }));
  }

  @Public()
  @Handles('getAnswerRevisions')
  revisions(@Param('answerId') answerId: string, @Query() { limit, cursor }: QueryOf<'getAnswerRevisions'>) {
    return this.queries.execute(new GetAnswerRevisions({ answerId, limit, cursor }));
  }

  @Public()
  @Handles('explainViews')
  explain(@Param('answerId') answerId: string, @Query() { day, after }: QueryOf<'explainViews'>): Promise<ViewsExplained> {
    return this.queries.execute(new ExplainViews({ answerId, day, after }));
  }
}
