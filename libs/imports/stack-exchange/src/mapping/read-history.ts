import type { DumpReader } from '../dump/dump-reader.ts';
import { idAndTime, integerOf } from '../dump/row-values.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { Dump } from './dump-index.ts';
import { ORPHAN, OTHER } from './post-index.ts';
import { CLOSED, isImported, type PostRecord } from './post-row.ts';

/** PostHistory.xml: revisions, closings and reopenings of questions and answers go into the sort behind their posts. */
export async function readHistory(reader: DumpReader, dump: Dump, sort: ExternalSort<PostRecord>, tally: Tally): Promise<void> {
  const { posts } = dump;
  await reader.rows('PostHistory', (row) => {
    const dated = idAndTime(row);
    if (typeof dated === 'string') return tally.stray('PostHistory', row['Id'], dated, row['CreationDate']);
    const { id, time } = dated;
    const type = integerOf(row, 'PostHistoryTypeId') ?? 0;
    const slot = posts.find(integerOf(row, 'PostId') ?? NaN);
    if (slot < 0) return tally.stray('PostHistory', row['Id'], 'the post is not in the dump', row['PostId']);
    const kind = posts.kind(slot);
    if (kind === ORPHAN) return tally.stray('PostHistory', row['Id'], 'the answer has no question in the dump', row['PostId']);
    if (kind === OTHER) return;
    if (!isImported(type)) return tally.historyTypes.add(`${type}`);
    dump.sawTimes(time);
    const { Text: text = '', RevisionGUID: revision = `${id}`, UserDisplayName: userName = null } = row;
    const reason = type === CLOSED ? (row['CloseReasonId'] ?? row['Comment'] ?? null) : null;
    const userId = integerOf(row, 'UserId') ?? null;
    const record: PostRecord = { kind: 'history', slot, row: id, type, revision, time, text, reason, userId, userName };
    sort.add([posts.id(slot), 1, time, id], record, 2 * text.length + 400);
  });
}
