import type { QuestionList, QuestionListItem } from '@stoa/contracts';
import { html, type Html } from '@stoa/http';
import { layout } from './layout.ts';
import { counted, timeOf } from './parts.ts';

/** Newest questions. */
export function listHtml({ items, next }: QuestionList, first: boolean): string {
  return layout(
    first ? 'Newest questions' : 'Older questions',
    'Questions, newest first, with answers by mentors.',
    html`<div class="single">
      <h1>${first ? 'Newest questions' : 'Older questions'}</h1>
      ${
        items.length === 0
          ? html`<p class="meta">${first ? 'Nobody has asked yet.' : 'There is nothing older.'}</p>`
          : html`<ol class="list" role="list">
              ${items.map(listItem)}
            </ol>`
      }
      ${
        (!first || next) &&
        html`<nav class="more" aria-label="More questions">
          ${!first && html`<a href="/">Newest</a>`} ${next && html`<a rel="next" href="/?cursor=${next}">Older</a>`}
        </nav>`
      }
    </div>`,
  );
}

const listItem = ({ slug, title, asker, askedAt, answers, accepted, status }: QuestionListItem): Html =>
  html`<li>
    <h2><a href="/q/${slug}" dir="auto">${title}</a></h2>
    <p class="meta">
      <span>${answers === 0 ? 'no answers yet' : counted(answers, 'answer')}</span>
      ${accepted && html`<span class="mark">✓ accepted</span>`} ${status === 'closed' && html`<span>closed</span>`}
      <span><bdi>${asker.name}</bdi></span>
      <span>${timeOf(askedAt.slice(0, 10))}</span>
    </p>
  </li>`;
