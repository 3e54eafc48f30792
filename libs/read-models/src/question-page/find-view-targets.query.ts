import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindViewTargets, type ViewTargets } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import { LRUCache } from 'lru-cache';
import type { Answer, Question } from './question-page.entities.ts';

const REMEMBERED = 5_000;
/** For so long a page is described as it was: a view bears the topics of its page, give or take these milliseconds. */
const FRESH_MS = 10_000;

/** Describes a page without its texts. Answers that are not among what is remembered may be new: they are looked up, at most once a second for each page. */
@QueryHandler(FindViewTargets)
export class FindViewTargetsHandler implements IQueryHandler<FindViewTargets> {
  private readonly pages = new LRUCache<string, { targets: ViewTargets | null; readAt: number }>({
    max: REMEMBERED,
    ttl: FRESH_MS,
  });

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ questionId, answerIds }: FindViewTargets): Promise<ViewTargets | null> {
    const known = this.pages.get(questionId);
    if (known && (holds(known.targets, answerIds) || performance.now() - known.readAt < 1000)) return known.targets;
    const targets = await this.read(questionId);
    this.pages.set(questionId, { targets, readAt: performance.now() });
    return targets;
  }

  private async read(questionId: string): Promise<ViewTargets | null> {
    const pages = this.readModels.of('question-page');
    const [question] = await pages.among<Question>('question', 'id', [questionId]);
    if (!question || question.withdrawn) return null;
    const answers = await pages.among<Answer>('answer', 'questionId', [questionId]);
    const live = answers.filter(({ withdrawn }) => !withdrawn);
    const { slug, askerId, topics } = question;
    return {
      questionId,
      slug,
      askerId,
      topics,
      answers: live.map(({ id, mentorId, company }) => ({ answerId: id, mentorId, company })),
    };
  }
}

const holds = (targets: ViewTargets | null, answerIds: readonly string[]) =>
  targets !== null && answerIds.every((id) => targets.answers.some(({ answerId }) => answerId === id));
