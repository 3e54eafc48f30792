import { Controller, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetTopic, ListTopics, type TopicList, type TopicSummary } from '@stoa/contracts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';

@Controller()
export class TopicsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Public()
  @Handles('listTopics')
  list(@Query() query: QueryOf<'listTopics'>): Promise<TopicList> {
    return this.queries.execute(new ListTopics(query));
  }

  @Public()
  @Handles('getTopic')
  get(@Param('topic') topic: string, @Query() { after }: QueryOf<'getTopic'>): Promise<TopicSummary> {
    return this.queries.execute(new GetTopic({ topic, after }));
  }
}
