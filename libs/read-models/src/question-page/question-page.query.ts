import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetQuestionPage, type PageResult } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import { pagesAsBytes, type AssembledPages } from './assembled-pages.ts';
import { PageCache } from './page-cache.ts';

/** Serves a page as two stored documents spliced as bytes: nothing is parsed. */
@QueryHandler(GetQuestionPage)
export class GetQuestionPageHandler implements IQueryHandler<GetQuestionPage> {
  private readonly pages: AssembledPages<Uint8Array>;

  constructor(@Inject(READ_MODELS) readModels: ReadModels, @Inject(PageCache) cache: PageCache = new PageCache()) {
    this.pages = pagesAsBytes(readModels, cache);
  }

  execute(request: GetQuestionPage): Promise<PageResult<Uint8Array>> {
    return this.pages.find(request);
  }
}
