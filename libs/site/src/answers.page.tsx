import type { AnswerList } from '@stoa/contracts';
import { renderPage } from './layout.tsx';
import { Answers } from './question.page.tsx';
import { MARKS, forReader, type PageShowing } from './reader-parts.tsx';
import { counted } from './words.ts';

/** Answers that a question page leaves out, with the question's ticket: they are viewed as those on it are. */
export const answersHtml = (list: AnswerList, showing: PageShowing = {}): string =>
  forReader(render(list).split(MARKS.any), { path: `/q/${list.question.slug}`, ...showing });

const render = ({ question, items, total, next }: AnswerList): string =>
  renderPage(
    `Answers to ${question.title}`,
    `${counted(total, 'answer')} to “${question.title}”`,
    <div class="single">
      <article class="question" data-question={question.id} data-render={MARKS.render} aria-labelledby="answers">
        <p class="meta">
          <a href={`/q/${question.slug}`} dir="auto">
            {question.title}
          </a>
        </p>
        <h1 id="answers">{items.length === 0 ? 'No more answers' : `Answers from ${items[0]!.rank} of ${total}`}</h1>
        <Answers answers={items} />
        <nav class="more" aria-label="More answers">
          <a href={`/q/${question.slug}`}>First answers</a>
          {next && (
            <a rel="next" href={`/q/${question.slug}/answers?cursor=${next}`}>
              Next answers
            </a>
          )}
        </nav>
      </article>
    </div>,
    { marks: MARKS },
  );
