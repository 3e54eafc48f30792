import type { PageAnswerEntry, QuestionPage, RankingFormula } from '@stoa/contracts';
import type { VNode } from 'preact';
import { Body } from './body.tsx';
import { renderPage } from './layout.tsx';
import { Board, Day, Role, Topics, Views } from './parts.tsx';
import { MARKS, forReader, type PageShowing } from './reader-parts.tsx';
import { counted, ratingsInWords } from './words.ts';

export { type PageShowing } from './reader-parts.tsx';

const rendered = new WeakMap<QuestionPage, readonly string[]>();

/**
 * The question page for readers without script. A page object never changes, so each is rendered once; what is one reader's is put between
 * the pieces. Without a reader there is no script, no render and no name on it.
 */
export function questionHtml(page: QuestionPage, showing: PageShowing = {}): string {
  let pieces = rendered.get(page);
  if (pieces === undefined) rendered.set(page, (pieces = render(page).split(MARKS.any)));
  return forReader(pieces, { path: `/q/${page.question.slug}`, ...showing });
}

const render = (page: QuestionPage): string =>
  renderPage(
    page.question.title,
    `${counted(page.totalAnswers, 'answer')} to “${page.question.title}”`,
    <div class="columns">
      <Question {...page} />
      <TopMentors {...page.topMentors} />
    </div>,
    { marks: MARKS },
  );

const Question = ({ question, totalAnswers, answers, next, formula }: QuestionPage): VNode => (
  <article class="question" data-question={question.id} data-render={MARKS.render} aria-labelledby="question">
    <h1 id="question" dir="auto">
      {question.title}
    </h1>
    <p class="meta">
      <span>
        asked by <bdi>{question.asker.displayName}</bdi>
      </span>
      <span>
        <Day day={question.day} />
      </span>
      <Views {...question.views} />
      <span>{ratingsInWords(question.ratings)}</span>
    </p>
    <Topics topics={question.topics} />
    {question.status === 'closed' && <ClosedNote reason={question.closedBecause} />}
    {question.body.html && <Body html={question.body.html} top={2} />}
    <section aria-labelledby="answers">
      <h2 id="answers">{totalAnswers === 0 ? 'No answers yet' : counted(totalAnswers, 'answer')}</h2>
      {answers.length > 0 && <Answers answers={answers} />}
      {next && <MoreAnswers slug={question.slug} next={next} left={totalAnswers - answers.length} />}
      {answers.length > 0 && <Formula formula={formula} />}
    </section>
  </article>
);

const ClosedNote = ({ reason }: { reason: string | null }): VNode => (
  <p class="note" role="note">
    <strong>Closed.</strong> <span dir="auto">{reason}</span>
  </p>
);

const SUREST = 'the accepted answer, then the surest share of readers who found it helpful (Wilson’s lower bound)';
const ORDERS: Readonly<Record<RankingFormula, string>> = {
  'best.v1': `${SUREST}, then views`,
  'best.v2': `${SUREST}, then fewer ratings that did not, then views`,
};
const isExplained = (formula: string): formula is RankingFormula => Object.hasOwn(ORDERS, formula);

const Formula = ({ formula }: { formula: string }): VNode => (
  <p class="formula">
    Order <code>{formula}</code>
    {isExplained(formula) && <>: {ORDERS[formula]}</>}.
  </p>
);

const MoreAnswers = ({ slug, next, left }: { slug: string; next: string; left: number }): VNode => (
  <nav class="more" aria-label="More answers">
    <a rel="next" href={`/q/${slug}/answers?cursor=${next}`}>
      {counted(left, 'more answer')}
    </a>
  </nav>
);

export const Answers = ({ answers }: { answers: readonly PageAnswerEntry[] }): VNode => (
  <ol class="answers" role="list">
    {answers.map((answer) => (
      <Answer {...answer} />
    ))}
  </ol>
);

const Answer = ({ rank, id, byline, day, revisedAt, body, views, ratings, accepted }: PageAnswerEntry): VNode => (
  <li>
    <article class={accepted ? 'answer accepted' : 'answer'} id={`a-${id}`} data-answer={id} aria-labelledby={`by-${id}`}>
      <header>
        <span class="rank" aria-hidden="true">
          {rank}
        </span>
        <div>
          <h3 class="who" id={`by-${id}`}>
            <bdi>{byline.displayName}</bdi>
          </h3>
          <Role {...byline} />
        </div>
        {accepted && <p class="accepted-mark">✓ Accepted</p>}
      </header>
      <Body html={body.html} top={4} />
      <footer class="meta">
        <a href={`#a-${id}`}>
          <Day day={day} />
        </a>
        {revisedAt && (
          <span>
            revised <Day day={revisedAt.slice(0, 10)} />
          </span>
        )}
        <Views {...views} explained={`/a/${id}/views`} />
        <span>{ratingsInWords(ratings)}</span>
      </footer>
    </article>
  </li>
);

const TopMentors = ({ topic, mentors, formula }: QuestionPage['topMentors']): VNode => (
  <aside aria-labelledby="mentors">
    <h2 id="mentors">
      {topic ? (
        <>
          Top{' '}
          <a href={`/t/${topic.key}`} dir="auto">
            {topic.name}
          </a>{' '}
          mentors
        </>
      ) : (
        'Top mentors'
      )}
    </h2>
    <Board mentors={mentors} />
    <p class="formula">
      Points <code>{formula}</code>, all time.
    </p>
  </aside>
);
