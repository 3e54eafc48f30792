import type { QuestionPage } from '@stoa/contracts';
import { html, trusted, type Html } from '@stoa/http';
import { layout } from './layout.ts';
import { boardList, counted, ratingsInWords, roleOf, timeOf, topicLinks } from './parts.ts';

type Answer = QuestionPage['answers'][number];

/** The question page for readers without script. Bodies come as HTML that the renderer's allow-list made; all else is escaped. */
export function questionHtml({ question, answers, formula, topMentors }: QuestionPage): string {
  const description = `${counted(answers.length, 'answer')} to “${question.title}”`;
  return layout(
    question.title,
    description,
    html`<div class="columns">
      <article aria-labelledby="question">
        <h1 id="question">${question.title}</h1>
        <p class="meta">
          <span>asked by ${question.asker.name}</span><span>${timeOf(question.day)}</span
          ><span>${counted(question.views.total, 'view')}</span><span>${ratingsInWords(question.ratings)}</span>
        </p>
        ${topicLinks(question.topics)}
        ${question.status === 'closed' ? html`<p class="note">Closed: ${question.closedBecause}</p>` : ''}
        ${question.body.html ? html`<div class="body">${trusted(question.body.html)}</div>` : ''}
        <h2 id="answers">${answers.length === 0 ? 'No answers yet' : counted(answers.length, 'answer')}</h2>
        <ol class="answers" aria-labelledby="answers">
          ${answers.map(answerHtml)}
        </ol>
        <p class="formula">Ranked by ${formula}: accepted, then the lower bound of what readers found helpful, then views.</p>
      </article>
      <aside class="aside" aria-labelledby="mentors">
        <h2 id="mentors">
          Top ${topMentors.topic ? html`<a href="/t/${topMentors.topic.key}">${topMentors.topic.name}</a>` : ''} mentors
        </h2>
        ${boardList(topMentors.mentors)}
        <p class="formula">Scored by ${topMentors.formula}.</p>
      </aside>
    </div>`,
  );
}

const answerHtml = ({
  id,
  byline,
  day,
  revisedAt,
  body,
  views,
  ratings,
  accepted,
}: Answer): Html => html`<li id="a-${id}" class="answer${accepted ? ' accepted' : ''}">
<p class="who">${byline.name}</p>
<p class="role">${roleOf(byline)}</p>
<div class="body">${trusted(body.html)}</div>
<p class="meta">${accepted ? html`<span class="badge">✓ accepted by the asker</span>` : ''}<span>${timeOf(day)}</span>${revisedAt ? html`<span>revised ${timeOf(revisedAt.slice(0, 10))}</span>` : ''}<span${views.imported ? html` title="${counted(views.imported, 'view')} of these counted elsewhere"` : ''}>${counted(views.total, 'view')}</span><span>${ratingsInWords(ratings)}</span></p>
</li>`;
