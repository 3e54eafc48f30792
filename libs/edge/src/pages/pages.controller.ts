import { createHash } from 'node:crypto';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetLeaderboard, GetQuestionPage, ListQuestions, type BoardPeriod, type QuestionPage } from '@stoa/contracts';
import { heldTags } from '@stoa/http';
import { notFound } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from '../dispatcher.ts';
import type { EdgeRequest } from '../edge-request.ts';
import { Handles } from '../operation.decorator.ts';
import { PAGE_POLICY, TEMPLATE_VERSION } from './layout.ts';
import { listHtml } from './list.page.ts';
import { questionHtml } from './question.page.ts';
import { CSS, CSS_FILE } from './style.css.ts';
import { topicHtml } from './topic.page.ts';

const TEMPLATE_TAG = createHash('sha256').update(TEMPLATE_VERSION).digest('base64url').slice(0, 8);
const PAGE_SIZE = 30;

/** Pages for readers without script. */
@Controller()
export class PagesController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('homePage')
  async home(@Req() request: EdgeRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cursor } = this.dispatcher.queryOf<{ cursor?: string }>('homePage', request);
    const list = await this.dispatcher.ask(new ListQuestions({ limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) }));
    send(reply, listHtml(list, cursor === undefined));
  }

  @Handles('questionPage')
  async question(@Req() request: EdgeRequest, @Res() reply: FastifyReply): Promise<void> {
    const { after } = this.dispatcher.queryOf<{ after?: string }>('questionPage', request);
    const suffix = `.${TEMPLATE_TAG}`;
    const held = heldTags(request.headers['if-none-match']).flatMap((tag) => (tag === '*' ? ['*'] : tag.endsWith(suffix) ? [tag.slice(0, -suffix.length)] : []));
    const page = await this.dispatcher.ask(new GetQuestionPage(request.params['slug']!, { held, ...(after ? { after } : {}) }));
    void reply.header('etag', `"${page.etag}${suffix}"`);
    if (page.body) send(reply, questionHtml(JSON.parse(Buffer.from(page.body).toString('utf8')) as QuestionPage));
    else void reply.status(304).header('cache-control', 'public, no-cache').send();
  }

  @Handles('topicPage')
  async topic(@Req() request: EdgeRequest, @Res() reply: FastifyReply): Promise<void> {
    const { period } = this.dispatcher.queryOf<{ period: BoardPeriod }>('topicPage', request);
    const at = this.dispatcher.now().toISOString().slice(0, 10);
    send(reply, topicHtml(await this.dispatcher.ask(new GetLeaderboard({ topic: request.params['topic']!, period, at, limit: 50 }))));
  }

  @Handles('stylesheet')
  stylesheet(@Req() { params }: EdgeRequest, @Res() reply: FastifyReply): void {
    if (params['file'] !== CSS_FILE) throw notFound('file');
    void reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(CSS);
  }
}

function send(reply: FastifyReply, page: string): void {
  void reply.type('text/html; charset=utf-8').header('cache-control', 'public, no-cache').header('content-security-policy', PAGE_POLICY).send(page);
}
