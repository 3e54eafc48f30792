import type { QuestionPage, ViewTarget } from '@stoa/contracts';
import { isRefusal } from '@stoa/kernel';
import type { NamedByPath } from './url-pattern.ts';

/** The page of a question by id or slug, as it is shown now. */
export type PageOf = (idOrSlug: string) => Promise<QuestionPage>;

const REMEMBERED = 10_000;

/** Finds what paths name; what is not there, or not any more, is remembered as well. */
export class ViewTargetsOfPaths {
  private readonly pages = new Map<string, QuestionPage | undefined>();

  constructor(private readonly pageOf: PageOf) {}

  async of({ question, answer }: NamedByPath): Promise<ViewTarget | undefined> {
    const page = await this.page(question);
    if (!page) return undefined;
    const { id, slug, topics } = page.question;
    const target = { questionId: id, slug, topics: topics.map(({ key }) => key) };
    if (answer === null) return { ...target, answerId: null, mentorId: null, company: null };
    const shown = page.answers.find((each) => each.id === answer);
    return shown && { ...target, answerId: shown.id, mentorId: shown.mentor.id, company: shown.byline.company };
  }

  private async page(question: string): Promise<QuestionPage | undefined> {
    if (this.pages.has(question)) return this.pages.get(question);
    const page = await this.pageOf(question).catch((error: unknown) => {
      if (isRefusal(error) && (error.code === 'not-found' || error.code === 'gone')) return undefined;
      throw error;
    });
    if (this.pages.size >= REMEMBERED) this.pages.clear();
    this.pages.set(question, page);
    return page;
  }
}
