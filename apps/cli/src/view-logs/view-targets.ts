import type { AnswerList, QuestionPage, ViewTarget } from '@stoa/contracts';
import { isRefusal } from '@stoa/kernel';
import type { NamedByPath } from './url-pattern.ts';

/** What is shown of questions now. */
export interface ShownPages {
  page(idOrSlug: string): Promise<QuestionPage>;
  /** The answers after those that the page, or an earlier part, holds. */
  answers(questionId: string, cursor: string): Promise<AnswerList>;
}

/** A page without its texts, and all of its answers. */
interface PageTargets extends Omit<ViewTarget, 'answerId' | 'mentorId' | 'company'> {
  readonly answers: ReadonlyMap<string, Pick<ViewTarget, 'answerId' | 'mentorId' | 'company'>>;
}

const REMEMBERED = 10_000;

/** Finds what paths name; what is not there, or not any more, is remembered as well. */
export class ViewTargetsOfPaths {
  private readonly pages = new Map<string, PageTargets | undefined>();

  constructor(private readonly shown: ShownPages) {}

  async of({ question, answer }: NamedByPath): Promise<ViewTarget | undefined> {
    const page = await this.page(question);
    if (!page) return undefined;
    const { answers, ...target } = page;
    if (answer === null) return { ...target, answerId: null, mentorId: null, company: null };
    const found = answers.get(answer);
    return found && { ...target, ...found };
  }

  private async page(question: string): Promise<PageTargets | undefined> {
    if (this.pages.has(question)) return this.pages.get(question);
    const page = await this.targetsOf(question).catch((error: unknown) => {
      if (isRefusal(error) && (error.code === 'not-found' || error.code === 'gone')) return undefined;
      throw error;
    });
    if (this.pages.size >= REMEMBERED) this.pages.clear();
    this.pages.set(question, page);
    return page;
  }

  private async targetsOf(idOrSlug: string): Promise<PageTargets> {
    const page = await this.shown.page(idOrSlug);
    const { id, slug, topics } = page.question;
    const answers = [...page.answers];
    for (let { next } = page; next !== null;) {
      const part = await this.shown.answers(id, next);
      answers.push(...part.items);
      next = part.next;
    }
    return {
      questionId: id,
      slug,
      topics: topics.map(({ key }) => key),
      answers: new Map(
        answers.map(({ id: answerId, mentor, byline }) => [answerId, { answerId, mentorId: mentor.id, company: byline.company }]),
      ),
    };
  }
}
