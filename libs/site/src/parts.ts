import type { BoardEntry } from '@stoa/contracts';
import { html, type Html } from '@stoa/http';

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const numberFormat = new Intl.NumberFormat('en-US');

/** A UTC day (`2026-06-23`) in words: 23 June 2026. */
export const timeOf = (day: string): Html =>
  html`<time datetime="${day}">${dayFormat.format(new Date(`${day}T00:00:00Z`))}</time>`;

export const figure = (count: number): string => numberFormat.format(count);

/** A number with thousands apart and its word in the right number: `1,298 views`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

export function viewsInWords({ total, imported }: { total: number; imported: number }): Html {
  const share = imported > 0 && html` <small>(${imported === total ? 'all' : figure(imported)} counted elsewhere)</small>`;
  return html`<span>${counted(total, 'view')}${share}</span>`;
}

export function ratingsInWords({ helpful, notHelpful }: { helpful: number; notHelpful: number }): string {
  const total = helpful + notHelpful;
  return total === 0 ? 'not rated yet' : `${figure(helpful)} of ${figure(total)} found it helpful`;
}

/** Title and company, each of which may be empty. */
export const roleOf = ({ title, company }: { title: string; company: string }): Html | '' =>
  title || company ? html`<p class="role"><bdi>${[title, company].filter(Boolean).join(', ')}</bdi></p>` : '';

export const topicLinks = (topics: readonly { key: string; name: string }[]): Html | '' =>
  topics.length === 0
    ? ''
    : html`<ul class="topics" aria-label="Topics">
        ${topics.map(({ key, name }) => html`<li><a href="/t/${key}" dir="auto">${name}</a></li>`)}
      </ul>`;

export const boardList = (mentors: readonly BoardEntry[]): Html =>
  mentors.length === 0
    ? html`<p class="meta">Nobody has points here yet.</p>`
    : html`<ol class="board" role="list">
        ${mentors.map(boardItem)}
      </ol>`;

const verifiedMark = html` <span class="mark" title="Verified by a moderator">✓<span class="unseen"> verified</span></span>`;

const boardItem = ({ rank, mentor, score, answers, accepted }: BoardEntry): Html =>
  html`<li>
    <span class="rank" aria-hidden="true">${rank}</span>
    <div>
      <p class="who"><bdi>${mentor.name}</bdi>${mentor.verified && verifiedMark}</p>
      ${roleOf(mentor)}
      <p class="meta">
        <span>${counted(answers, 'answer')}</span>
        ${accepted > 0 && html`<span>${figure(accepted)} accepted</span>`}
      </p>
    </div>
    <span class="score">${figure(score)}<span class="unseen"> points</span></span>
  </li>`;
