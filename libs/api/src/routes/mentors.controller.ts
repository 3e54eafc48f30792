import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetLeaderboard, GetMentor, type BoardPeriod } from '@stoa/contracts';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from '../commands/dispatcher.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from './operation.decorator.ts';
import { idOrNameIn } from './path-values.ts';

interface BoardQuery {
  topic?: string;
  period: BoardPeriod;
  at?: string;
  limit: number;
  after?: string;
}

@Controller()
export class MentorsController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('registerMentor')
  register(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('registerMentor', request, reply);
  }

  @Public()
  @Handles('getMentor')
  async get(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.dispatcher.queryOf('getMentor', request);
    return this.dispatcher.resource(
      await this.dispatcher.ask(new GetMentor({ idOrHandle: idOrNameIn(request, 'mentorId') })),
      request,
      reply,
    );
  }

  @Handles('changeMentorProfile')
  changeProfile(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('changeMentorProfile', request, reply);
  }

  @Handles('addExpertise')
  addExpertise(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('addExpertise', request, reply);
  }

  @Handles('dropExpertise')
  dropExpertise(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('dropExpertise', request, reply);
  }

  @Handles('verifyMentor')
  verify(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('verifyMentor', request, reply);
  }

  @Handles('unverifyMentor')
  unverify(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('unverifyMentor', request, reply);
  }

  @Public()
  @Handles('getLeaderboard')
  board(@Req() request: ApiRequest) {
    const {
      topic = null,
      period,
      limit,
      after,
      at = this.dispatcher.now().toISOString().slice(0, 10),
    } = this.dispatcher.queryOf<BoardQuery>('getLeaderboard', request);
    return this.dispatcher.ask(new GetLeaderboard({ topic, period, at, limit, after }));
  }
}
