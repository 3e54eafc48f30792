import type { DumpReader } from '../dump/dump-reader.ts';
import { postKind } from '../dump/kinds.ts';
import { idAndTime, integerOf, timeOf } from '../dump/row-values.ts';
import type { Attributes } from '../dump/read-rows.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { Dump } from './dump-index.ts';
import { ANSWER, OTHER, QUESTION, type PostKind } from './post-index.ts';
import type { PostRecord } from './post-row.ts';

const KINDS: Record<string, PostKind> = { 1: QUESTION, 2: ANSWER };

/** Posts.xml: what is known of every post and its author goes into the index, the texts of questions and answers into the sort. */
export async function readPosts(reader: DumpReader, dump: Dump, sort: ExternalSort<PostRecord>, tally: Tally): Promise<void> {
  await reader.rows('Posts', (row) => {
    const dated = idAndTime(row);
    if (typeof dated === 'string') return tally.stray('Posts', row['Id'], dated, row['CreationDate']);
    const { id, time } = dated;
    const type = row['PostTypeId'] ?? '';
    const kind = KINDS[type] ?? OTHER;
    const owner = kind === OTHER ? -1 : dump.members.authorOf(id, authorOf(row));
    const parentId = integerOf(row, 'ParentId');
    const slot = dump.posts.add({
      id,
      kind,
      time,
      parentId,
      acceptedId: integerOf(row, 'AcceptedAnswerId'),
      owner,
      score: integerOf(row, 'Score'),
    });
    if (slot < 0) return tally.stray('Posts', row['Id'], 'the Id came before', row['Id']);
    const activeAt = timeOf(row, 'LastActivityDate') ?? null;
    const closedAt = timeOf(row, 'ClosedDate') ?? null;
    dump.sawTimes(time, activeAt, closedAt);
    if (kind === OTHER) return tally.postTypes.add(postKind(type));
    const { Title: title = '', Tags: tags = '', Body: html = '' } = row;
    const views = Math.max(0, integerOf(row, 'ViewCount') ?? 0);
    const touchedAt = timeOf(row, 'LastEditDate') ?? activeAt;
    const record: PostRecord = { kind: 'post', id, slot, title, tags, html, closedAt, views, touchedAt };
    sort.add([id, 0, 0, 0], record, 2 * html.length + 400);
  });
  dump.posts.resolve(
    dump.members,
    (slot) => tally.stray('Posts', `${dump.posts.id(slot)}`, 'the question is not in the dump', text(dump.posts.parentId(slot))),
    () => tally.counts.timesMoved++,
  );
}

const text = (id: number) => (Number.isNaN(id) ? undefined : `${id}`);
const authorOf = (row: Attributes) => ({ userId: integerOf(row, 'OwnerUserId'), name: row['OwnerDisplayName'] });
