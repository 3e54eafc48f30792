import type { DumpReader } from '../dump/dump-reader.ts';
import { integerOf } from '../dump/row-values.ts';
import type { Dump } from './dump-index.ts';
import type { Tally } from '../tally.ts';
import { OTHER } from './post-index.ts';

/** Tags.xml: topics come from the questions that use them, so unused tags are counted and lost descriptions are reported. */
export async function readTags(reader: DumpReader, { posts }: Dump, tally: Tally): Promise<void> {
  await reader.rows('Tags', (row) => {
    if (row['TagName'] === undefined) return tally.stray('Tags', row['Id'], 'no TagName');
    if (integerOf(row, 'Count') === 0) tally.counts.tagsUnused++;
    for (const column of ['ExcerptPostId', 'WikiPostId']) {
      const id = integerOf(row, column);
      if (id === undefined) continue;
      const post = posts.find(id);
      if (post < 0 || posts.kind(post) !== OTHER) tally.stray('Tags', row['Id'], 'the tag wiki is not in the dump', `${id}`);
    }
  });
}
