import { Controller, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetAnswer, GetAnswerRevisions, type AnswerResource } from '@stoa/contracts';
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
}
