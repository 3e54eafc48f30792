import type { RowReader } from '@stoa/kernel';
import { DAY_MS, dayKey, longId, shortId } from '../rollup-keys.ts';
import type { AuthorRow, ImportedRow, PageRow } from '../view-rollups.entities.ts';
import type { Ask } from './ask.ts';
import { clausesOf, fitting, type Values } from './filters.ts';
import type { Groups } from './groups.ts';
import { scopeOf } from './plan.ts';
import type { Span } from './ranges.ts';

/**
 * Totals that another system counted, where the filters fit and the day of the import is within the span. They know question, answer and
 * mentor, and have nothing of other dimensions. Added to the groups where these have no time. Returns their sum.
 */
export async function addImported(ask: Ask, span: Span, rows: RowReader, groups: Groups | undefined): Promise<number> {
  const before = dayKey(Math.ceil(span.to / DAY_MS) * DAY_MS);
  const where = { day: { from: dayKey(Math.ceil(span.from / DAY_MS) * DAY_MS), before } };
  const named = new Set([...ask.values, ...clausesOf(ask.filters).map(([, dimension]) => dimension)]);
  const one = scopeOf(ask.filters);
  const narrowed =
    one && !one.isPage && (one.kind === 'question' || one.kind === 'answer') ? { ...where, [one.kind]: shortId(one.id) } : where;
  const each = ['answer', 'question', 'page', 'mentor'].some((dimension) => named.has(dimension as 'page'));
  const found = await rows.aggregate<ImportedRow>('imported', {
    where: narrowed,
    groupBy: each ? ['question', 'answer'] : [],
    sums: ['views'],
  });
  const slugs = named.has('page') ? await pages(rows, found) : new Map<string, string>();
  const mentors = named.has('mentor') ? await authors(rows, found) : new Map<string, string>();
  const fits = fitting(ask.filters);
  let sum = 0;
  for (const { question, answer, views } of found) {
    const of: Partial<Record<string, string>> = each
      ? { question, answer, mentor: mentors.get(answer), page: slugs.get(question) }
      : {};
    const values: Values = (dimension) => {
      const value = of[dimension];
      return [value ? (dimension === 'page' ? `/q/${value}` : longId(value)) : null];
    };
    if (views === 0 || !fits(values)) continue;
    sum += views;
    if (groups && !ask.time) groups.at(ask.values.map((dimension) => values(dimension)[0]!)).imported += views;
  }
  return sum;
}

async function pages(rows: RowReader, of: readonly ImportedRow[]): Promise<Map<string, string>> {
  const found = await rows.among<PageRow>('page', 'question', [...new Set(of.map(({ question }) => question))]);
  return new Map(found.map(({ question, slug }) => [question, slug]));
}

async function authors(rows: RowReader, of: readonly ImportedRow[]): Promise<Map<string, string>> {
  const found = await rows.among<AuthorRow>('author', 'answer', [...new Set(of.map(({ answer }) => answer))]);
  return new Map(found.map(({ answer, mentor }) => [answer, mentor]));
}
