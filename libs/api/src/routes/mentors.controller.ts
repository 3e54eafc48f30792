import { Controller, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetLeaderboard, GetMentor, type Leaderboard, type MentorResource } from '@stoa/contracts';
import { API_OPTIONS, dayOf, type ApiOptions } from '../api.options.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';

@Controller()
export class MentorsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Public()
  @Handles('getMentor')
  get(@Param('mentorId') idOrHandle: string): Promise<MentorResource> {
    return this.queries.execute(new GetMentor({ idOrHandle }));
  }

  @Public()
  @Handles('getLeaderboard')
  board(@Query() query: QueryOf<'getLeaderboard'>): Promise<Leaderboard> {
    const { topic = null, at = dayOf(this.options) } = query;
    return this.queries.execute(new GetLeaderboard({ ...query, topic, at }));
  }
}
