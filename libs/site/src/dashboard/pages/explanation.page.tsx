import type { ViewsExplained } from '@stoa/contracts';
import type { VNode } from 'preact';
import { DASHBOARD_STYLE } from '../../assets.ts';
import { renderPage } from '../../layout.tsx';
import { Day } from '../../parts.tsx';
import type { SiteReader } from '../../reader-corner.tsx';
import { counted, figure } from '../../words.ts';
import { CLASS_GROUPS } from '../class-groups.ts';
import { localMoment } from '../dates.ts';
import { ClassTable } from '../panels/class-table.tsx';
import { totalOf } from '../chart/stacked-chart.tsx';
import { WHAT_COUNTS_PATH } from './paths.ts';

export interface ExplanationPage {
  readonly explained: ViewsExplained;
  readonly question: { readonly slug: string; readonly title: string };
  /** Of the answer's author. */
  readonly displayName: string;
  /** The answer's dashboard, for who may see it. */
  readonly dashboard?: string | undefined;
  readonly reader?: SiteReader | null | undefined;
}

/** Where an answer's number of views comes from, for everybody. */
export function explanationHtml({ explained, question, displayName, dashboard, reader }: ExplanationPage): string {
  const { answerId, day, total, counted: own, imported } = explained;
  return renderPage(
    `Views of ${displayName}’s answer`,
    `How the views of an answer to “${question.title}” were counted.`,
    <div class="single dashboard explanation">
      <header class="head">
        <h1>{counted(total, 'view')}</h1>
        <p>
          of <bdi>{displayName}</bdi>’s answer to{' '}
          <a href={`/q/${question.slug}#a-${answerId}`} dir="auto">
            {question.title}
          </a>
          {day && (
            <>
              {' '}
              on <Day day={day} /> (UTC)
            </>
          )}
        </p>
      </header>
      <p>
        {own === 0 ? 'None of them was counted here' : `${figure(own)} of them ${own === 1 ? 'was' : 'were'} counted here`}
        {imported > 0
          ? `; ${figure(imported)} ${imported === 1 ? 'was' : 'were'} counted by another system and imported as a total, without day or reader.`
          : '; nothing was imported.'}{' '}
        <a href={WHAT_COUNTS_PATH}>What counts as a view</a>
      </p>
      {dashboard && (
        <p>
          <a href={dashboard}>When, from where and by what: the dashboard of this answer</a>
        </p>
      )}
      <ByClass {...explained} />
      <Bots {...explained} />
      <Provenance {...explained} />
    </div>,
    { reader, styles: [DASHBOARD_STYLE.file] },
  );
}

const ByClass = ({ classes }: ViewsExplained): VNode => {
  const facts = totalOf(Object.values(classes));
  if (facts === 0)
    return (
      <section>
        <h2>All that came in</h2>
        <p class="empty">No page has told that it showed this answer yet. Read it for a second, and it has one view.</p>
      </section>
    );
  return (
    <section>
      <h2>All that came in, by what became of it</h2>
      <ClassTable counts={CLASS_GROUPS.map((group) => totalOf(group.classes.map((one) => classes[one])))} />
      <p class="formula">Of these, only the first line is in the number above.</p>
    </section>
  );
};

const Bots = ({ bots }: ViewsExplained): VNode | null =>
  bots.length === 0 ? null : (
    <section>
      <h2>Bots by name</h2>
      <ul class="bots">
        {bots.map(({ name, facts }) => (
          <li>
            <bdi>{name}</bdi> {figure(facts)}
          </li>
        ))}
      </ul>
    </section>
  );

const Provenance = ({ rules, restated, freshness }: ViewsExplained): VNode => (
  <section>
    <h2>How this was counted</h2>
    <p>
      By the rules <code>{rules}</code>.{' '}
      {restated === 0
        ? 'None of these facts was ever judged again.'
        : `${counted(restated, 'fact')} ${restated === 1 ? 'was' : 'were'} judged again by later rules, and counted as those say.`}{' '}
      {freshness.at ? `Counted up to ${localMoment(freshness.at, 'UTC')} UTC.` : 'Nothing was counted yet.'} Nothing is estimated
      from a sample.
    </p>
  </section>
);
