import { createHash } from 'node:crypto';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetLeaderboard, ListQuestions, ShowQuestionPage, type BoardPeriod } from '@stoa/contracts';
import { heldTags, sendPage } from '@stoa/http';
import { notFound } from '@stoa/kernel';
import { ASSETS, TEMPLATE_VERSION, listHtml, questionHtml, topicHtml } from '@stoa/site';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../api-request.ts';
import { Dispatcher } from '../commands/dispatcher.ts';
import { Handles, Public } from './operation.decorator.ts';
import { idOrNameIn } from './path-values.ts';

const TEMPLATE_TAG = `.${createHash('sha256').update(TEMPLATE_VERSION).digest('base64url').slice(0, 8)}`;
const REVALIDATE = 'public, no-cache';
const PAGE_SIZE = 30;
const BOARD_SIZE = 50;

/** Pages for readers without script. */
@Controller()
export class PagesController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Public()
  @Handles('homePage')
  async home(@Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cursor } = this.dispatcher.queryOf<{ cursor?: string }>('homePage', request);
    const list = await this.dispatcher.ask(new ListQuestions({ limit: PAGE_SIZE, cursor }));
    sendTagged(reply, request, listHtml(list, cursor === undefined));
  }

  /** Its tag is the page document's and the template's, so that a 304 reads and renders nothing. */
  @Public()
  @Handles('questionPage')
  async question(@Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const { after } = this.dispatcher.queryOf<{ after?: string }>('questionPage', request);
    const held = heldTags(request.headers['if-none-match']).flatMap(documentTag);
    const slug = idOrNameIn(request, 'slug');
    const page = await this.dispatcher.ask(new ShowQuestionPage({ idOrSlug: slug, held, after }));
    void reply.header('etag', `"${page.etag}${TEMPLATE_TAG}"`).header('cache-control', REVALIDATE);
    if (page.body) sendPage(reply, questionHtml(page.body));
    else void reply.status(304).send();
  }

  @Public()
  @Handles('topicPage')
  async topic(@Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    const { period } = this.dispatcher.queryOf<{ period: BoardPeriod }>('topicPage', request);
    const at = this.dispatcher.now().toISOString().slice(0, 10);
    const topic = idOrNameIn(request, 'topic');
    sendTagged(
      reply,
      request,
      topicHtml(await this.dispatcher.ask(new GetLeaderboard({ topic, period, at, limit: BOARD_SIZE }))),
    );
  }

  @Public()
  @Handles('asset')
  asset(@Req() request: ApiRequest, @Res() reply: FastifyReply): void {
    this.dispatcher.queryOf('asset', request);
    const asset = ASSETS.get(request.params['file'] ?? '');
    if (!asset) throw notFound('file');
    void reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.content);
  }
}

/** The document's part of a page's tag; of a tag that another template made, nothing. */
const documentTag = (tag: string): string[] =>
  tag === '*' ? ['*'] : tag.endsWith(TEMPLATE_TAG) ? [tag.slice(0, -TEMPLATE_TAG.length)] : [];

function sendTagged(reply: FastifyReply, { headers }: ApiRequest, page: string): void {
  const tag = createHash('sha256').update(page).digest('base64url').slice(0, 22);
  const held = heldTags(headers['if-none-match']);
  void reply.header('etag', `"${tag}"`).header('cache-control', REVALIDATE);
  if (held.includes(tag) || held.includes('*')) void reply.status(304).send();
  else sendPage(reply, page);
}
