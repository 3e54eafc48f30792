import type { AnalyticsMeta } from '@stoa/contracts';
import type { VNode } from 'preact';
import { figure, percentage } from '../../words.ts';
import { localMoment } from '../dates.ts';
import { WHAT_COUNTS_PATH } from '../pages/paths.ts';

/** How the numbers of a page came about. */
export const RulesOfCounting = ({ meta }: { meta: AnalyticsMeta }): VNode => (
  <section class="panel" aria-labelledby="how">
    <h3 id="how">How this was counted</h3>
    <dl class="terms">
      <dt>Rules</dt>
      <dd>
        <code>{meta.rules}</code>: <a href={WHAT_COUNTS_PATH}>what counts as a view</a>. Where days were judged again by newer
        rules, the numbers here are those of the newer ones; each answer’s explanation says how many of its facts were.
      </dd>
      <dt>Imported</dt>
      <dd>
        {meta.imported.views === 0
          ? 'Nothing was counted elsewhere.'
          : `${figure(meta.imported.views)} views were counted elsewhere${meta.imported.share === null ? '' : `, ${percentage(meta.imported.share)} of all`}. They stand apart.`}
      </dd>
      <dt>Visitors</dt>
      <dd>
        A reader has a new pseudonym each day (UTC), so visitors are those of each day, summed. Nobody is followed from one day to
        the next.
      </dd>
      <dt>Sampling</dt>
      <dd>{meta.sampling}: every fact was looked at.</dd>
      <dt>Counted up to</dt>
      <dd>{meta.freshness.at ? localMoment(meta.freshness.at, meta.timezone) : 'nothing was counted yet'}</dd>
    </dl>
  </section>
);
