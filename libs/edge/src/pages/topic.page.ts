import { boardPeriods, type BoardPeriod, type Leaderboard } from '@stoa/contracts';
import { html } from '@stoa/http';
import { layout } from './layout.ts';
import { boardList } from './parts.ts';

const NAMES: Record<BoardPeriod, string> = { all: 'All time', year: 'This year', month: 'This month', week: 'This week' };

/** A topic's board. */
export function topicHtml({ topic, period, periodKey, mentors, formula }: Leaderboard): string {
  const name = topic?.name ?? 'Stoa';
  return layout(
    `Top ${name} mentors`,
    `Mentors of ${name}, ranked.`,
    html`<h1>Top ${name} mentors</h1>
      <nav class="more" aria-label="Periods">
        ${boardPeriods.map((other) =>
          other === period
            ? html`<strong aria-current="page">${NAMES[other]}</strong>`
            : html`<a href="/t/${topic?.key ?? ''}?period=${other}">${NAMES[other]}</a>`,
        )}
      </nav>
      <section class="aside" aria-label="Board">${boardList(mentors)}</section>
      <p class="formula">
        Scored by ${formula}${period === 'all' ? '' : `, ${periodKey}`}: 10 for each helpful rating, −2 for each other, 15 for
        each accepted answer.
      </p>`,
  );
}
