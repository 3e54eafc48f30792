import {
  AnswerPublished,
  QuestionAsked,
  ViewsImported,
  ViewsRecorded,
  ViewsRestated,
  signedFacts,
  type SealedEvent,
} from '@stoa/contracts';
import { projection, sums, type RecordedEvent, type RowsOf } from '@stoa/kernel';
import { foldFacts } from './fold-facts.ts';
import { dayKey, shortId } from './rollup-keys.ts';
import { AuthorRow, BatchRow, BreakdownRow, DayRow, HourRow, ImportedRow, PageRow } from './view-rollups.entities.ts';

const tables = {
  hour: sums(HourRow),
  day: sums(DayRow),
  breakdown: sums(BreakdownRow),
  imported: sums(ImportedRow),
  author: sums(AuthorRow),
  page: sums(PageRow),
  batch: sums(BatchRow),
};

/** Views, counted in advance: in quarter hours, in days, and by one dimension at a time, of the site and of whatever is viewed. */
export const viewRollups = projection('view-rollups', tables, (when) => [
  when(ViewsRecorded, (event, rows) => {
    const { stream, revision } = event;
    addFacts(event, rows, { stream, revision, again: false });
  }),
  when(ViewsRestated, (event, rows) => {
    const { stream, revision } = event;
    addFacts(event, rows, { stream, revision, again: true });
  }),
  when(ViewsImported, ({ data, occurredAt }, rows) => {
    const day = dayKey(Date.parse(occurredAt));
    for (const { questionId, answerId, views } of data.counts)
      rows.imported.add({ question: shortId(questionId), answer: answerId === null ? '' : shortId(answerId), day, views });
  }),
  when(AnswerPublished, ({ data: { answerId, mentorId } }, rows) =>
    rows.author.add({ answer: shortId(answerId), mentor: shortId(mentorId), answers: 1 }),
  ),
  when(QuestionAsked, ({ data: { questionId, slug } }, rows) =>
    rows.page.add({ question: shortId(questionId), slug, mentions: 1 }),
  ),
]);

function addFacts(
  event: RecordedEvent & SealedEvent,
  rows: RowsOf<typeof tables>,
  { stream, revision, again }: { stream: string; revision: number; again: boolean },
): void {
  const folded = foldFacts(signedFacts(event), again);
  for (const row of folded.hours) rows.hour.add(row);
  for (const row of folded.days) rows.day.add(row);
  for (const row of folded.breakdowns) rows.breakdown.add(row);
  for (const row of folded.pages) rows.page.add(row);
  const { firstAt, lastAt, rules } = event.data;
  const digits = String(revision).padStart(10, '0');
  rows.batch.add({ lastAt, firstAt, stream, revision: digits, position: event.position, rules, batches: 1 });
}
