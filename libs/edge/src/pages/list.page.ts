import type { QuestionList } from '@stoa/contracts';
import { html } from '@stoa/http';
import { layout } from './layout.ts';
import { counted, timeOf } from './parts.ts';

/** Newest questions. */
export function listHtml({ items, next }: QuestionList, first: boolean): string {
  return layout(
    'Questions',
    'Questions, newest first, with answers by mentors.',
    html`<h1>Questions</h1>
      ${items.length === 0 ? html`<p class="meta">Nobody has asked yet.</p>` : ''}
      <ol class="list">
        ${items.map(
          ({ slug, title, asker, askedAt, answers, accepted, status }) =>
            html`<li>
              <h2><a href="/q/${slug}">${title}</a></h2>
              <p class="meta">
                <span>${counted(answers, 'answer')}</span
                >${accepted ? html`<span class="badge">✓ accepted</span>` : ''}${status === 'closed' ? html`<span>closed</span>` : ''}<span
                  >${asker.name}</span
                ><span>${timeOf(askedAt.slice(0, 10))}</span>
              </p>
            </li>`,
        )}
      </ol>
      <nav class="more" aria-label="Pages">
        ${first ? '' : html`<a href="/">Newest</a>`}${next ? html`<a rel="next" href="/?cursor=${next}">Older questions</a>` : ''}
      </nav>`,
  );
}
