import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListAnswers, type AnswerList, type PageAnswerEntry } from '@stoa/contracts';
import { READ_MODELS, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import { answerEntry, countsOf, type Counts } from './answer-entry.ts';
import { decodeOrder, inOrder, nextOf, wholeOrder, type AnswerOrder, type ListedAnswer, type Ranked } from './answer-order.ts';
import { absent, pageIdOf } from './page-id.ts';
import type { QuestionHalf } from './question-page.document.ts';
import type { Answer, Question } from './question-page.entities.ts';
import { shownAtOnce } from './shown-at-once.ts';

/** Goes on where a page or an earlier part ended, in the order that the cursor holds; without one from the page's first answer. */
@QueryHandler(ListAnswers)
export class ListAnswersHandler implements IQueryHandler<ListAnswers> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ idOrSlug, limit, cursor, after }: ListAnswers): Promise<AnswerList> {
    const pages = this.readModels.of('question-page');
    const given = cursor === undefined ? undefined : decodeOrder(cursor);
    const id = await pageIdOf(pages, idOrSlug, after);
    const [question] = await pages.among<Question>('question', 'id', [id]);
    if (!question || question.withdrawn) throw await absent(pages, id);
    const listed = await listedOf(pages, id);
    const order = given ?? (await orderOfPage(pages, id));
    const left = inOrder(order, listed);
    const bodies = await bodiesOf(pages, left.slice(0, limit));
    const candidates = shownAtOnce(bodies, ({ answer }) => Buffer.byteLength(answer.body), limit);
    const entries = await this.entriesOf(candidates, question, await countsOf([id], pages));
    const items = shownAtOnce(entries, ({ body }) => Buffer.byteLength(body.markdown) + Buffer.byteLength(body.html), limit);
    const last = items.at(-1)?.rank;
    const upTo = last === undefined ? limit : left.findIndex(({ rank }) => rank === last) + 1;
    return {
      question: { id, slug: question.slug, title: question.title },
      items,
      total: listed.length,
      next: nextOf(
        order,
        left,
        upTo,
        listed.map((answer) => answer.id),
      ),
    };
  }

  private async entriesOf(
    some: readonly { rank: number; answer: Answer }[],
    { acceptedAnswerId }: Question,
    counts: Counts,
  ): Promise<PageAnswerEntry[]> {
    const html = await this.readModels.html.render(some.map(({ answer }) => answer.body));
    return some.map(({ rank, answer }, index) =>
      answerEntry(answer, rank, answer.id === acceptedAnswerId, counts, html[index] ?? ''),
    );
  }
}

/** The answers of a question that are not withdrawn, from the oldest on, without their bodies: there may be thousands. */
const listedOf = (pages: ServedReadModel, questionId: string): Promise<ListedAnswer[]> =>
  pages.aggregate<Pick<Answer, 'id' | 'publishedAt' | 'questionId' | 'withdrawn'>>('answer', {
    where: { questionId, withdrawn: false },
    groupBy: ['publishedAt', 'id'],
    sums: [],
    order: ['publishedAt', 'id'],
  });

/** These answers whole. One that was withdrawn since they were listed is left out. */
async function bodiesOf(pages: ServedReadModel, some: readonly Ranked<ListedAnswer>[]): Promise<Ranked<Answer>[]> {
  const rows = await pages.among<Answer>(
    'answer',
    'id',
    some.map(({ answer }) => answer.id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return some.flatMap(({ rank, answer: { id } }) => {
    const answer = byId.get(id);
    return answer && !answer.withdrawn ? [{ rank, answer }] : [];
  });
}

/** The order that the page shows at the moment, which one formula decides for both. */
async function orderOfPage(pages: ServedReadModel, id: string): Promise<AnswerOrder> {
  const stored = await pages.document(id);
  if (!stored) throw await absent(pages, id);
  const { answers, next } = JSON.parse(Buffer.from(stored.body).toString('utf8')) as QuestionHalf;
  return wholeOrder(
    answers.map((answer) => answer.id),
    next,
  );
}
