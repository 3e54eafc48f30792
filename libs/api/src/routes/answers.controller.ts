import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetAnswer, GetAnswerRevisions } from '@stoa/contracts';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from '../commands/dispatcher.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from './operation.decorator.ts';
import { idIn } from './path-values.ts';

@Controller()
export class AnswersController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('answerQuestion')
  answer(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('answerQuestion', request, reply);
  }

  @Public()
  @Handles('getAnswer')
  async get(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.dispatcher.queryOf('getAnswer', request);
    return this.dispatcher.resource(
      await this.dispatcher.ask(new GetAnswer({ answerId: idIn(request, 'answerId') })),
      request,
      reply,
    );
  }

  @Public()
  @Handles('getAnswerRevisions')
  async revisions(@Req() request: ApiRequest) {
    const options = this.dispatcher.queryOf<{ limit: number; cursor?: string }>('getAnswerRevisions', request);
    return this.dispatcher.ask(new GetAnswerRevisions({ answerId: idIn(request, 'answerId'), ...options }));
  }

  @Handles('reviseAnswer')
  revise(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('reviseAnswer', request, reply);
  }

  @Handles('withdrawAnswer')
  withdraw(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('withdrawAnswer', request, reply);
  }

  @Handles('restoreAnswer')
  restore(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('restoreAnswer', request, reply);
  }

  @Handles('rateAnswer')
  rate(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('rateAnswer', request, reply);
  }

  @Handles('clearAnswerRating')
  clearRating(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('clearAnswerRating', request, reply);
  }
}
