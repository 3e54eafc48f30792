import { DASHBOARD_STYLE } from '../../assets.ts';
import { renderPage } from '../../layout.tsx';
import type { SiteReader } from '../../reader-corner.tsx';
import { CLASS_GROUPS } from '../class-groups.ts';

/** What every number of views links to. */
export const whatCountsHtml = (reader?: SiteReader | null): string =>
  renderPage(
    'What counts as a view',
    'What is counted as a view, what is not, and why.',
    <div class="single dashboard explanation">
      <h1>What counts as a view</h1>
      <p>
        A view is counted when at least half of an answer, or of the window where the answer is taller, was visible for one second
        on the page in front of a reader: once for each reader, answer and day (UTC).
      </p>
      <p>
        Everything else that pages tell is kept too, with the reason why it does not count. What fits several of them is the first
        in this order: invalid, bot, prefetch, glimpse, own, repeat.
      </p>
      <section>
        <h2>Classes</h2>
        <dl class="terms">
          {CLASS_GROUPS.map(({ name, meaning }) => (
            <>
              <dt>{name}</dt>
              <dd>{meaning}</dd>
            </>
          ))}
        </dl>
      </section>
      <section>
        <h2>Readers</h2>
        <p>
          A reader is known by a pseudonym that is made with a secret of the day, and the secret is deleted two days later. No
          address and no full browser name is kept, and nobody can be followed from one day to the next. Visitors of a month are
          those of its days, summed.
        </p>
      </section>
      <section>
        <h2>Rules change, numbers follow</h2>
        <p>
          Rules have versions. When they get better the past is judged again by them, and each answer’s explanation says how many
          of its facts were. Totals that another system counted are shown apart, since nobody can check them here.
        </p>
      </section>
    </div>,
    { reader, styles: [DASHBOARD_STYLE.file] },
  );
