import { boardPeriods, type BoardPeriod, type Leaderboard } from '@stoa/contracts';
import { html, type Html } from '@stoa/http';
import { layout } from './layout.ts';
import { boardList } from './parts.ts';

const NAMES: Record<BoardPeriod, string> = { all: 'All time', year: 'This year', month: 'This month', week: 'This week' };

/** A topic's board. */
export function topicHtml({ topic, period, periodKey, mentors, formula }: Leaderboard): string {
  const name = topic?.name ?? 'Stoa';
  const key = topic?.key ?? '';
  return layout(
    `Top ${name} mentors`,
    `Mentors of ${name}, by what readers and askers made of their answers.`,
    html`<div class="single">
      <h1>Top <bdi>${name}</bdi> mentors</h1>
      <nav class="periods" aria-label="Periods">${boardPeriods.map((other) => periodLink(other, other === period, key))}</nav>
      ${boardList(mentors)}
      <p class="formula">
        Points <code>${formula}</code>${period !== 'all' && html`, ${periodKey} (UTC)`}: 10 for each helpful rating, −2 for each
        that is not, 15 for each accepted answer.
      </p>
    </div>`,
  );
}

const periodLink = (period: BoardPeriod, here: boolean, key: string): Html =>
  here
    ? html`<a href="/t/${key}?period=${period}" aria-current="page">${NAMES[period]}</a>`
    : html`<a href="/t/${key}?period=${period}">${NAMES[period]}</a>`;
