import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetQuestion, GetQuestionPage, GetQuestionRevisions, ListQuestions } from '@stoa/contracts';
import { heldTags } from '@stoa/http';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from '../commands/dispatcher.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from './operation.decorator.ts';
import { idOrNameIn } from './path-values.ts';

@Controller()
export class QuestionsController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('askQuestion')
  ask(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('askQuestion', request, reply);
  }

  @Public()
  @Handles('listQuestions')
  list(@Req() request: ApiRequest) {
    return this.dispatcher.ask(new ListQuestions(this.dispatcher.queryOf('listQuestions', request)));
  }

  @Public()
  @Handles('getQuestion')
  async get(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.dispatcher.queryOf('getQuestion', request);
    return this.dispatcher.resource(
      await this.dispatcher.ask(new GetQuestion({ idOrSlug: idOrNameIn(request, 'questionId') })),
      request,
      reply,
    );
  }

  @Public()
  @Handles('getQuestionPage')
  async page(@Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const { after } = this.dispatcher.queryOf<{ after?: string }>('getQuestionPage', request);
    const held = heldTags(request.headers['if-none-match']);
    const page = await this.dispatcher.ask(new GetQuestionPage({ idOrSlug: idOrNameIn(request, 'questionId'), held, after }));
    void reply.header('etag', `"${page.etag}"`).header('cache-control', 'public, no-cache');
    if (page.body) void reply.type('application/json; charset=utf-8').send(page.body);
    else void reply.status(304).send();
  }

  @Public()
  @Handles('getQuestionRevisions')
  async revisions(@Req() request: ApiRequest) {
    const options = this.dispatcher.queryOf<{ limit: number; cursor?: string }>('getQuestionRevisions', request);
    return this.dispatcher.ask(new GetQuestionRevisions({ idOrSlug: idOrNameIn(request, 'questionId'), ...options }));
  }

  @Handles('editQuestion')
  edit(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('editQuestion', request, reply);
  }

  @Handles('withdrawQuestion')
  withdraw(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('withdrawQuestion', request, reply);
  }

  @Handles('restoreQuestion')
  restore(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('restoreQuestion', request, reply);
  }

  @Handles('retagQuestion')
  retag(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('retagQuestion', request, reply);
  }

  @Handles('closeQuestion')
  close(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('closeQuestion', request, reply);
  }

  @Handles('reopenQuestion')
  reopen(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('reopenQuestion', request, reply);
  }

  @Handles('acceptAnswer')
  accept(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('acceptAnswer', request, reply);
  }

  @Handles('unacceptAnswer')
  unaccept(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('unacceptAnswer', request, reply);
  }

  @Handles('rateQuestion')
  rate(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('rateQuestion', request, reply);
  }

  @Handles('clearQuestionRating')
  clearRating(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('clearQuestionRating', request, reply);
  }
}
