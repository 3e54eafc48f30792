import type { AnalyticsFilter } from '@stoa/contracts';
import type { RowReader } from '@stoa/kernel';
import { longId, shortId } from '../rollup-keys.ts';
import type { AuthorRow } from '../view-rollups.entities.ts';
import type { Ask } from './ask.ts';

/** The filter for a mentor says nothing beside the one for an answer of theirs; without it, rollups suffice. */
export async function narrowed(ask: Ask, rows: RowReader): Promise<Ask> {
  const answer = one(ask.filters, 'answer');
  const mentor = one(ask.filters, 'mentor');
  if (!answer || !mentor) return ask;
  const [author] = await rows.among<AuthorRow>('author', 'answer', [shortId(answer.id)]);
  if (!author || longId(author.mentor) !== mentor.id) return ask;
  return { ...ask, filters: ask.filters.filter((filter) => filter !== mentor.filter) };
}

function one(filters: readonly AnalyticsFilter[], dimension: 'answer' | 'mentor') {
  for (const filter of filters) {
    if (filter[0] !== 'is' || filter[1] !== dimension) continue;
    const [id, other] = filter[2];
    if (typeof id === 'string' && other === undefined) return { filter, id };
  }
  return undefined;
}
