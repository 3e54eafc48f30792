import { Cast, type Site } from '@stoa/testing';
import type { ShownPage } from './readers.ts';

const PAGES = 3;

/** A few pages with two answers each, on which readers' views are told. */
export async function shownPages(site: Site): Promise<ShownPage[]> {
  const cast = new Cast(site);
  const [asker, ...mentors] = [await cast.member('Asker'), await cast.mentor('Ada'), await cast.mentor('Ben')];
  const pages: ShownPage[] = [];
  let position = '';
  for (let page = 1; page <= PAGES; page++) {
    const body = { title: `What is worth reading on page ${page}?`, body: 'I *wonder*.', topics: ['Reading'] };
    const { id: question } = await asker.must('POST', '/v1/questions', { body });
    const answers: string[] = [];
    for (const mentor of mentors) {
      const answer = await mentor.must('POST', `/v1/questions/${question}/answers`, { body: { body: 'This is.' } });
      answers.push(answer.id);
      position = answer.position;
    }
    pages.push({ question, answers });
  }
  for (const { question } of pages) await cast.anyone.must('GET', `/v1/questions/${question}/page?after=${position}`);
  return pages;
}
