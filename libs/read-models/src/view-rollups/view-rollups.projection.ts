import {
  AnswerPublished,
  AnswerReattributed,
  QuestionAsked,
  ViewsImported,
  ViewsRecorded,
  ViewsRestated,
  ViewsTakenBack,
  signedFacts,
  type SealedEvent,
} from '@stoa/contracts';
import { keyed, projection, sums, type RecordedEvent, type RowsOf } from '@stoa/kernel';
import { addScopeDay, detailsOf } from './add-scope-day.ts';
import { foldFacts } from './fold-facts.ts';
import { dayKey, shortId } from './rollup-keys.ts';
import { AuthorRow, BatchRow, BreakdownRow, DayRow, DetailRow, HourRow, ImportedRow, PageRow } from './view-rollups.entities.ts';

const tables = {
  hour: sums(HourRow),
  day: sums(DayRow),
  breakdown: sums(BreakdownRow),
  detail: keyed(DetailRow),
  imported: sums(ImportedRow),
  author: sums(AuthorRow),
  page: sums(PageRow),
  batch: sums(BatchRow),
};

/** A batch of a thousand facts touches some hundred rows: a day of a busy site in one transaction. */
const REPLAY_BATCH = 200;

/**
 * Views, counted in advance: in quarter hours, in days, and by one dimension at a time, of the site and of whatever is viewed. What the site
 * has of a day stands in rows that SQL adds up; of all else a row holds the whole day, since there are many of them with few views each.
 */
export const viewRollups = projection(
  'view-rollups',
  tables,
  (when) => [
    when(
      ViewsRecorded,
      (event, rows) => addFacts(event, rows, false),
      ({ data }) => ({ detail: { keys: detailsOf(data) } }),
    ),
    when(
      ViewsRestated,
      (event, rows) => addFacts(event, rows, true),
      ({ data }) => ({ detail: { keys: detailsOf(data) } }),
    ),
    when(ViewsImported, ({ data, occurredAt }, rows) => {
      const day = dayKey(Date.parse(occurredAt));
      for (const { questionId, answerId, views } of data.counts)
        rows.imported.add({ question: shortId(questionId), answer: answerId === null ? '' : shortId(answerId), day, views });
    }),
    when(ViewsTakenBack, ({ data }, rows) => {
      for (const { questionId, answerId, views, at } of data.counts)
        rows.imported.add({
          question: shortId(questionId),
          answer: answerId === null ? '' : shortId(answerId),
          day: dayKey(Date.parse(at)),
          views: -views,
        });
    }),
    when(AnswerReattributed, ({ data: { answerId, mentorId, formerMentorId } }, rows) => {
      if (mentorId === formerMentorId) return;
      rows.author.add({ answer: shortId(answerId), mentor: shortId(formerMentorId), answers: -1 });
      rows.author.add({ answer: shortId(answerId), mentor: shortId(mentorId), answers: 1 });
    }),
    when(AnswerPublished, ({ data: { answerId, mentorId } }, rows) =>
      rows.author.add({ answer: shortId(answerId), mentor: shortId(mentorId), answers: 1 }),
    ),
    when(QuestionAsked, ({ data: { questionId, slug } }, rows) =>
      rows.page.add({ question: shortId(questionId), slug, mentions: 1 }),
    ),
  ],
  { replayBatch: REPLAY_BATCH },
);

function addFacts(event: RecordedEvent & SealedEvent, rows: RowsOf<typeof tables>, again: boolean): void {
  const { firstAt, lastAt, rules, shard } = event.data;
  const folded = foldFacts(signedFacts(event), again);
  for (const scope of folded.scopes) addScopeDay(scope, shard, rows);
  for (const row of folded.pages) rows.page.add(row);
  const { stream, position } = event;
  const revision = String(event.revision).padStart(10, '0');
  rows.batch.add({ lastAt, firstAt, stream, revision, position, rules, batches: 1 });
}
