import { createHash } from 'node:crypto';
import type { PageResult, PageRequest, QuestionPage } from '@stoa/contracts';
import { type DocumentHead, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { SITE, topicOf } from '../mentor-leaderboard/boards.ts';
import { MENTOR_FORMULA } from '../mentor-leaderboard/mentor-score.ts';
import type { PageCache } from './page-cache.ts';
import { absent, pageIdOf } from './page-id.ts';
import { splice } from './splice.ts';

/** Makes a page of the JSON of its two stored documents. */
export type Assemble<B> = (half: Uint8Array, topMentors: Uint8Array) => B;

/** Pages as the two stored documents spliced as bytes: nothing is parsed. */
export const pagesAsBytes = (readModels: ReadModels, cache: PageCache<Uint8Array>): AssembledPages<Uint8Array> =>
  new AssembledPages(readModels, cache, (half, topMentors) => splice(half, 'topMentors', topMentors));

/** Finds a page's two stored documents and assembles them; its tag names both, so that it changes when either half does. */
export class AssembledPages<B> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly cache: PageCache<B>,
    private readonly assemble: Assemble<B>,
  ) {}

  /** Throws not-found, gone, or projection-behind where the page does not reach `after` in time. */
  async find({ idOrSlug, after, held }: PageRequest): Promise<PageResult<B>> {
    const pages = this.readModels.of('question-page');
    const boards = this.readModels.of('mentor-leaderboard');
    const id = await pageIdOf(pages, idOrSlug, after);
    const version = versionOf(pages, boards);
    const page = this.cache.fresh(id, version) ?? (await this.current(pages, boards, id, version, held));
    return isHeld(page.etag, held) ? { questionId: id, etag: page.etag } : page;
  }

  /** Where the client or the cache holds some page, the tags of both halves are read first: they may be all that is needed. */
  private async current(
    pages: ServedReadModel,
    boards: ServedReadModel,
    id: string,
    version: string | undefined,
    held: readonly string[] | undefined,
  ): Promise<PageResult<B>> {
    if (!held?.length && !this.cache.has(id)) return this.assembled(pages, boards, id, version);
    const head = await pages.documentHead(id);
    if (!head) throw await absent(pages, id);
    const board = head.beside ?? SITE;
    const etag = tagOf(head, (await boards.documentHead(board)) ?? emptyBoard(board));
    if (isHeld(etag, held)) return { questionId: id, etag };
    return this.cache.confirmed(id, etag, version) ?? this.assembled(pages, boards, id, version);
  }

  /** Reads both halves whole: the tag is of the very bytes that are served, whatever was built since the tags were read. */
  private async assembled(
    pages: ServedReadModel,
    boards: ServedReadModel,
    id: string,
    version: string | undefined,
  ): Promise<PageResult<B>> {
    const half = await pages.document(id);
    if (!half) throw await absent(pages, id);
    const board = half.beside ?? SITE;
    const beside = (await boards.document(board)) ?? emptyBoard(board);
    const body = this.assemble(half.body, beside.body);
    const page = { questionId: id, etag: tagOf(half, beside), body, bytes: half.body.length + beside.body.length };
    this.cache.put(id, page, version);
    return page;
  }
}

/** Of all that a page is made of; read before anything else, so that a change meanwhile makes the page count as old. */
const versionOf = (pages: ServedReadModel, boards: ServedReadModel): string | undefined =>
  pages.version === undefined || boards.version === undefined ? undefined : `${pages.version}/${boards.version}`;

const isHeld = (etag: string, held: readonly string[] | undefined): boolean =>
  held?.some((tag) => tag === etag || tag === '*') ?? false;

const tagOf = (half: DocumentHead, beside: Pick<DocumentHead, 'etag'>) => `${half.etag}.${beside.etag}`;

/** What stands beside a page whose topic the leaderboard has not heard of yet. */
function emptyBoard(board: string): { etag: string; body: Uint8Array } {
  const key = topicOf(board);
  const json: QuestionPage['topMentors'] = { formula: MENTOR_FORMULA, topic: key ? { key, name: key } : null, mentors: [] };
  const body = Buffer.from(JSON.stringify(json));
  return { etag: createHash('sha256').update(body).digest('base64url').slice(0, 22), body };
}
