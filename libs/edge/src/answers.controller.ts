import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetAnswer, GetAnswerRevisions } from '@stoa/contracts';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from './dispatcher.ts';
import type { EdgeRequest } from './edge-request.ts';
import { Handles } from './operation.decorator.ts';

@Controller()
export class AnswersController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('answerQuestion')
  answer(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('answerQuestion', request, reply);
  }

  @Handles('getAnswer')
  async get(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.resource(await this.dispatcher.ask(new GetAnswer(request.params['answerId']!)), request, reply);
  }

  @Handles('getAnswerRevisions')
  async revisions(@Req() request: EdgeRequest) {
    return { items: await this.dispatcher.ask(new GetAnswerRevisions(request.params['answerId']!)) };
  }

  @Handles('reviseAnswer')
  revise(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('reviseAnswer', request, reply);
  }

  @Handles('withdrawAnswer')
  withdraw(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('withdrawAnswer', request, reply);
  }

  @Handles('restoreAnswer')
  restore(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('restoreAnswer', request, reply);
  }

  @Handles('rateAnswer')
  rate(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('rateAnswer', request, reply);
  }

  @Handles('clearAnswerRating')
  clearRating(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('clearAnswerRating', request, reply);
  }
}
