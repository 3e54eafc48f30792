import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ShowQuestionPage, type PageResult, type QuestionPage } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import { AssembledPages } from './assembled-pages.ts';
import { PageCache, type CachedPage } from './page-cache.ts';
import type { QuestionHalf } from './question-page.document.ts';

/** Pages as objects, apart from those that are kept as bytes. An object and the HTML made from it take about twice its JSON. */
export class ShownPageCache extends PageCache<QuestionPage> {
  override put(id: string, page: CachedPage<QuestionPage>, version: string | undefined): void {
    super.put(id, { ...page, bytes: 2 * page.bytes }, version);
  }
}

/** Serves a page as an object; its stored documents are decoded once for each version of the page. */
@QueryHandler(ShowQuestionPage)
export class ShowQuestionPageHandler implements IQueryHandler<ShowQuestionPage> {
  private readonly pages: AssembledPages<QuestionPage>;

  constructor(@Inject(READ_MODELS) readModels: ReadModels, @Inject(ShownPageCache) cache: ShownPageCache) {
    this.pages = new AssembledPages(readModels, cache, (half, topMentors) => ({
      ...decoded<QuestionHalf>(half),
      topMentors: decoded<QuestionPage['topMentors']>(topMentors),
    }));
  }

  execute(request: ShowQuestionPage): Promise<PageResult<QuestionPage>> {
    return this.pages.find(request);
  }
}

const decoded = <T>(document: Uint8Array): T => JSON.parse(Buffer.from(document).toString('utf8')) as T;
