import type { BoardEntry, PageAnswerEntry } from '@stoa/contracts';
import type { VNode } from 'preact';
import { counted, dayInWords, figure } from './words.ts';

export const Day = ({ day }: { day: string }): VNode => <time datetime={day}>{dayInWords(day)}</time>;

interface ViewCount {
  readonly total: number;
  readonly imported: number;
  /** Where the number is explained. */
  readonly explained?: string;
}

export const Views = ({ total, imported, explained }: ViewCount): VNode => (
  <span>
    {explained ? <a href={explained}>{counted(total, 'view')}</a> : counted(total, 'view')}
    {imported > 0 && <small> ({imported === total ? 'all' : figure(imported)} counted elsewhere)</small>}
  </span>
);

/** Title, company and years of experience, each of which may be missing. */
export const Role = ({ title, company, yearsOfExperience }: Omit<PageAnswerEntry['byline'], 'displayName'>): VNode | null => {
  const work = [title, company].filter(Boolean).join(', ');
  const years = yearsOfExperience === null ? '' : counted(yearsOfExperience, 'year');
  if (!work && !years) return null;
  return (
    <p class="role">
      {work && <bdi>{work}</bdi>}
      {work && years && ' · '}
      {years}
    </p>
  );
};

export const Topics = ({ topics }: { topics: readonly { key: string; name: string }[] }): VNode | null =>
  topics.length === 0 ? null : (
    <ul class="topics" aria-label="Topics">
      {topics.map(({ key, name }) => (
        <li>
          <a href={`/t/${key}`} dir="auto">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );

export const Board = ({ mentors }: { mentors: readonly BoardEntry[] }): VNode =>
  mentors.length === 0 ? (
    <p class="meta">Nobody has points here yet.</p>
  ) : (
    <ol class="board" role="list">
      {mentors.map((entry) => (
        <BoardItem {...entry} />
      ))}
    </ol>
  );

const VerifiedMark = (): VNode => (
  <>
    {' '}
    <span class="mark" title="Verified by a moderator">
      ✓<span class="unseen"> verified</span>
    </span>
  </>
);

const BoardItem = ({ rank, mentor, score, answers, accepted }: BoardEntry): VNode => (
  <li>
    <span class="rank" aria-hidden="true">
      {rank}
    </span>
    <div>
      <p class="who">
        <bdi>{mentor.displayName}</bdi>
        {mentor.verified && <VerifiedMark />}
      </p>
      <Role {...mentor} />
      <p class="meta">
        <span>{counted(answers, 'answer')}</span>
        {accepted > 0 && <span>{figure(accepted)} accepted</span>}
      </p>
    </div>
    <span class="score">
      {figure(score)}
      <span class="unseen"> points</span>
    </span>
  </li>
);
