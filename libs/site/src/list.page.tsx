import type { QuestionList, QuestionListItem } from '@stoa/contracts';
import type { VNode } from 'preact';
import { renderPage } from './layout.tsx';
import type { SiteReader } from './reader-corner.tsx';
import { Day } from './parts.tsx';
import { counted } from './words.ts';

/** Newest questions; `first` is false on the pages after the first one. */
export function listHtml({ items, next }: QuestionList, first: boolean, reader?: SiteReader): string {
  const title = first ? 'Newest questions' : 'Older questions';
  return renderPage(
    title,
    'Questions, newest first, with answers by mentors.',
    <div class="single">
      <h1>{title}</h1>
      {items.length === 0 ? (
        <p class="meta">{first ? 'Nobody has asked yet.' : 'There is nothing older.'}</p>
      ) : (
        <ol class="list" role="list">
          {items.map((item) => (
            <ListItem {...item} />
          ))}
        </ol>
      )}
      {(!first || next) && (
        <nav class="more" aria-label="More questions">
          {!first && <a href="/">Newest</a>}
          {next && (
            <a rel="next" href={`/?cursor=${next}`}>
              Older
            </a>
          )}
        </nav>
      )}
    </div>,
    { reader },
  );
}

const ListItem = ({ slug, title, asker, askedAt, answers, accepted, status }: QuestionListItem): VNode => (
  <li>
    <h2>
      <a href={`/q/${slug}`} dir="auto">
        {title}
      </a>
    </h2>
    <p class="meta">
      <span>{answers === 0 ? 'no answers yet' : counted(answers, 'answer')}</span>
      {accepted && <span class="mark">✓ accepted</span>}
      {status === 'closed' && <span>closed</span>}
      <span>
        <bdi>{asker.displayName}</bdi>
      </span>
      <span>
        <Day day={askedAt.slice(0, 10)} />
      </span>
    </p>
  </li>
);
