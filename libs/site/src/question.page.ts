import type { PageAnswerEntry, QuestionPage } from '@stoa/contracts';
import { html, type Html } from '@stoa/http';
import { bodyHtml } from './body-html.ts';
import { layout } from './layout.ts';
import { boardList, counted, ratingsInWords, roleOf, timeOf, topicLinks, viewsInWords } from './parts.ts';

/** The question page for readers without script. Bodies come as HTML that the renderer's allow-list made; all else is escaped. */
export function questionHtml({ question, answers, formula, topMentors }: QuestionPage): string {
  const { title, topics, asker, day, views, ratings, status, closedBecause, body } = question;
  return layout(
    title,
    `${counted(answers.length, 'answer')} to “${title}”`,
    html`<div class="columns">
      <article class="question" aria-labelledby="question">
        <h1 id="question" dir="auto">${title}</h1>
        <p class="meta">
          <span>asked by <bdi>${asker.name}</bdi></span>
          <span>${timeOf(day)}</span>
          ${viewsInWords(views)}
          <span>${ratingsInWords(ratings)}</span>
        </p>
        ${topicLinks(topics)} ${status === 'closed' && closedNote(closedBecause)}
        ${body.html && html`<div class="body" dir="auto">${bodyHtml(body.html, 2)}</div>`}
        <section aria-labelledby="answers">
          <h2 id="answers">${answers.length === 0 ? 'No answers yet' : counted(answers.length, 'answer')}</h2>
          ${
            answers.length > 0 &&
            html`<ol class="answers" role="list">
                ${answers.map(answerItem)}
              </ol>
              <p class="formula">
                Order <code>${formula}</code>: the accepted answer, then the surest share of readers who found it helpful
                (Wilson’s lower bound), then views.
              </p>`
          }
        </section>
      </article>
      <aside aria-labelledby="mentors">
        <h2 id="mentors">${boardTitle(topMentors.topic)}</h2>
        ${boardList(topMentors.mentors)}
        <p class="formula">Points <code>${topMentors.formula}</code>, all time.</p>
      </aside>
    </div>`,
  );
}

const closedNote = (reason: string | null): Html =>
  html`<p class="note" role="note"><strong>Closed.</strong> <span dir="auto">${reason}</span></p>`;

const boardTitle = (topic: QuestionPage['topMentors']['topic']): Html =>
  topic ? html`Top <a href="/t/${topic.key}" dir="auto">${topic.name}</a> mentors` : html`Top mentors`;

const answerItem = ({ rank, id, byline, day, revisedAt, body, views, ratings, accepted }: PageAnswerEntry): Html =>
  html`<li>
    <article class="answer${accepted && ' accepted'}" id="a-${id}" aria-labelledby="by-${id}">
      <header>
        <span class="rank" aria-hidden="true">${rank}</span>
        <div>
          <h3 class="who" id="by-${id}"><bdi>${byline.name}</bdi></h3>
          ${roleOf(byline)}
        </div>
        ${accepted && html`<p class="accepted-mark">✓ Accepted</p>`}
      </header>
      <div class="body" dir="auto">${bodyHtml(body.html, 4)}</div>
      <footer class="meta">
        <a href="#a-${id}">${timeOf(day)}</a>
        ${revisedAt && html`<span>revised ${timeOf(revisedAt.slice(0, 10))}</span>`} ${viewsInWords(views)}
        <span>${ratingsInWords(ratings)}</span>
      </footer>
    </article>
  </li>`;
