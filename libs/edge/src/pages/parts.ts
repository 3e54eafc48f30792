import { html, type Html } from '@stoa/http';
import type { BoardEntry } from '@stoa/contracts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A UTC day in words, such as 23 June 2026. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

export const timeOf = (day: string): Html => html`<time datetime="${day}">${dayInWords(day)}</time>`;

/** A number with thousands apart and its word in the right number: `1,298 views`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

export function ratingsInWords({ helpful, notHelpful }: { helpful: number; notHelpful: number }): string {
  const total = helpful + notHelpful;
  return total === 0
    ? 'not rated yet'
    : `${helpful.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} found it helpful`;
}

export function roleOf({ title, company }: { title: string; company: string }): string {
  return [title, company].filter(Boolean).join(', ');
}

export const topicLinks = (topics: readonly { key: string; name: string }[]): Html =>
  topics.length === 0
    ? html``
    : html`<ul class="topics" aria-label="Topics">
        ${topics.map(({ key, name }) => html`<li><a href="/t/${key}">${name}</a></li>`)}
      </ul>`;

export const boardList = (mentors: readonly BoardEntry[]): Html =>
  mentors.length === 0
    ? html`<p class="meta">Nobody has answered here yet.</p>`
    : html`<ol class="board">
        ${mentors.map(
          ({ mentor, score, answers }) =>
            html`<li>
              <span class="score" title="${counted(answers, 'answer')}">${score.toLocaleString('en-US')}</span>
              <p class="who">
                ${mentor.name}${mentor.verified ? html` <span class="badge" title="Verified by a moderator">✓<span class="skip"> verified</span></span>` : ''}
              </p>
              <p class="role">${roleOf(mentor)}</p>
            </li>`,
        )}
      </ol>`;
