import { boardPeriods, type BoardPeriod, type Leaderboard } from '@stoa/contracts';
import { renderPage } from './layout.tsx';
import type { SiteReader } from './reader-corner.tsx';
import { Board } from './parts.tsx';

const NAMES: Record<BoardPeriod, string> = { all: 'All time', year: 'This year', month: 'This month', week: 'This week' };

/** A topic's board. */
export function topicHtml({ topic, period, periodKey, mentors, formula }: Leaderboard, reader?: SiteReader): string {
  const name = topic?.name ?? 'Stoa';
  const key = topic?.key ?? '';
  return renderPage(
    `Top ${name} mentors`,
    `Mentors of ${name}, by what readers and askers made of their answers.`,
    <div class="single">
      <h1>
        Top <bdi>{name}</bdi> mentors
      </h1>
      <nav class="periods" aria-label="Periods">
        {boardPeriods.map((other) => (
          <a href={`/t/${key}?period=${other}`} aria-current={other === period ? 'page' : undefined}>
            {NAMES[other]}
          </a>
        ))}
      </nav>
      <Board mentors={mentors} />
      <p class="formula">
        Points <code>{formula}</code>
        {period !== 'all' && `, ${periodKey} (UTC)`}: 10 for each helpful rating, −2 for each that is not, 15 for each accepted
        answer.
      </p>
    </div>,
    { reader, path: `/t/${key}` },
  );
}
