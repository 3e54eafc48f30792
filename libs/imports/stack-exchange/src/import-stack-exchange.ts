import { markdownRefusal } from '@stoa/markdown';
import { Refusal, type EventStore } from '@stoa/kernel';
import { eventMaker, importIdOf } from '@stoa/imports-mapping';
import { importSource } from '@stoa/contracts';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { appendInOrder } from './appending/append-in-order.ts';
import type { OrderedAppend } from './appending/append.ts';
import { Claims } from './appending/claims.ts';
import { Materialiser } from './appending/materialise.ts';
import { DumpReader } from './dump/dump-reader.ts';
import { EarlierImports } from './earlier/earlier-imports.ts';
import { LaterDump } from './earlier/later-dump.ts';
import { readEarlier } from './earlier/read-earlier.ts';
import { findTables } from './dump/tables.ts';
import type { ImportProgress, ImportReport } from './import-report.ts';
import type { Draft } from './mapping/draft.ts';
import { Dump } from './mapping/dump-index.ts';
import { foldPosts } from './mapping/fold-posts.ts';
import type { PostRecord } from './mapping/post-row.ts';
import { readHistory } from './mapping/read-history.ts';
import { readPosts } from './mapping/read-posts.ts';
import { readTags } from './mapping/read-tags.ts';
import { readUsers } from './mapping/read-users.ts';
import { readVotes } from './mapping/read-votes.ts';
import { toReport } from './report.ts';
import { ExternalSort, type Sorted } from './sorting/external-sort.ts';
import { makeScratchFolder } from './sorting/scratch-folder.ts';
import type { ImportGateway } from './sending/import-gateway.ts';
import { sendInOrder } from './sending/send-in-order.ts';
import { Tally } from './tally.ts';
import { BodyCleaner } from './text/clean-body.ts';

export interface StackExchangeImport {
  /** The unpacked dump of one site: Posts.xml, and Users, Tags, Votes and PostHistory where they are there. */
  readonly folder: string;
  /** Where it goes: a store that nobody else appends to meanwhile, or a server that others may be using. */
  readonly into: { readonly store: EventStore } | { readonly gateway: ImportGateway };
  /** Names the site; all ids are derived from it. Default: the folder's name. */
  readonly source?: string;
  /** Where to create a folder for temporary files; default: the system's. It is removed at the end, or by the next import after a kill. */
  readonly scratch?: string;
  /** Bytes of records that each of the three sorts holds before it spills (default 16 MiB). */
  readonly sortMemory?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops the import between two steps; it can be run again. */
  readonly signal?: AbortSignal;
}

/**
 * Imports a Stack Exchange site as events, in the order in which they occurred.
 *
 * Every table is read before the first event is appended, so a folder that is no dump ('validation-failed') or XML that is broken
 * ('malformed-request', with file, line and column) leaves the store as it was. Ids are derived from the source's rows: run again, also after
 * a kill at any moment, it appends what is missing and nothing else. Where another dump of the source was imported before, it ends in what this one
 * says: what is gone is withdrawn, views are set, and what people changed here stays where the source says the same as before. Memory is bounded by the number of posts and authors, not by texts.
 * Through a server the same events come of it, under the same ids. Reading and sorting block the thread for some milliseconds at a time.
 *
 * No event carries a score: votes up and down become ratings by members who are otherwise unknown, and the score is their sum.
 */
export async function importStackExchange(options: StackExchangeImport): Promise<ImportReport> {
  const { folder, into, onProgress, signal } = options;
  const source = (options.source ?? basename(resolve(folder))).normalize('NFC');
  if (!importSource.safeParse(source).success) {
    throw new Refusal(
      'validation-failed',
      `"${source}" cannot name a source: use up to 80 letters, digits, dots, hyphens and spaces.`,
    );
  }
  const started = performance.now();
  const tally = new Tally();
  const reader = new DumpReader(await findTables(folder), onProgress, signal);
  const scratch = await makeScratchFolder(options.scratch ?? tmpdir());
  try {
    const dump = new Dump(source);
    const earlier = new EarlierImports(new ExternalSort(scratch, 'ratings', options.sortMemory));
    await readEarlier(into, source, earlier, signal);
    const others = earlier.imports.size > 0 ? await otherImports(earlier, source, reader) : 0;
    const later = others > 0 ? new LaterDump(dump, earlier) : undefined;
    dump.later = later;
    const bodies = new BodyCleaner(tally, (markdown) => markdownRefusal(markdown)?.message);
    const posts = new ExternalSort<PostRecord>(scratch, 'posts', options.sortMemory);
    const drafts = new ExternalSort<Draft>(scratch, 'drafts', options.sortMemory);
    await readPosts(reader, dump, posts, tally);
    later?.namePosts();
    later?.nameMentors();
    await readUsers(reader, dump, drafts, bodies, tally);
    await readTags(reader, dump, tally);
    await readVotes(reader, dump, drafts, tally);
    await readHistory(reader, dump, posts, tally);
    const read = performance.now();
    await sort(dump, posts, drafts, bodies);
    const sorted = performance.now();
    const fingerprint = reader.fingerprint();
    const importId = importIdOf(source, fingerprint);
    const events = await append(dump, drafts, { importId, fingerprint });
    const seconds = { reading: read - started, sorting: sorted - read, appending: performance.now() - sorted };
    return toReport({ source, importId, tally, reader, events, seconds });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }

  async function sort(
    dump: Dump,
    posts: ExternalSort<PostRecord>,
    drafts: ExternalSort<Draft>,
    bodies: BodyCleaner,
  ): Promise<void> {
    const total = dump.posts.size;
    let done = 0;
    for (const _ of foldPosts(dump, posts, drafts, { tally, bodies, history: reader.has('PostHistory') })) {
      if (++done % 20 !== 0) continue;
      await breath();
      onProgress?.({ phase: 'sorting', done, total, unit: 'posts' });
    }
    onProgress?.({ phase: 'sorting', done: total, total, unit: 'posts' });
  }

  async function append(
    dump: Dump,
    drafts: ExternalSort<Draft>,
    { importId, fingerprint }: { importId: string; fingerprint: string },
  ): Promise<{ appended: number; alreadyThere: number }> {
    const events = { appended: 0, alreadyThere: 0 };
    let done = 0;
    const report = () => onProgress?.({ phase: 'appending', done, total: drafts.count, unit: 'steps' });
    const taken = (appended: number, alreadyThere: number) => {
      events.appended += appended;
      events.alreadyThere += alreadyThere;
      report();
    };
    if ('gateway' in into) {
      const onBatch = (steps: number, total: number, appended: number) => {
        done += steps;
        taken(appended, total - appended);
      };
      await sendInOrder(timed(), { dump, tally, gateway: into.gateway, fingerprint, signal, onBatch });
      return events;
    }
    const { store } = into;
    const claims = new Claims(store);
    const materialiser = new Materialiser(dump, claims, tally, eventMaker(dump.ids, fingerprint), fingerprint, store);
    const onWindow = (appended: number, alreadyThere: number) => {
      claims.rotate();
      taken(appended, alreadyThere);
    };
    async function* appends(): AsyncGenerator<OrderedAppend> {
      for (const [time, draft] of timed()) {
        yield* await materialiser.appends(draft, time);
        done++;
      }
    }
    const onChange = (type: string) => tally.events.add(type);
    await appendInOrder(appends(), { store, importId, signal, resumes: !dump.later, onChange, onWindow });
    report();
    return events;

    function* timed(): Generator<[number, Draft]> {
      for (const [[time], draft] of drafts.read() as Iterable<Sorted<Draft>>) yield [Math.min(time, dump.latest), draft];
    }
  }

  /** Lets others have the thread, and stops where it was asked for. */
  async function breath(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}

/** How many other dumps of the source the log holds. */
async function otherImports({ imports }: EarlierImports, source: string, reader: DumpReader): Promise<number> {
  const own = importIdOf(source, await reader.readFingerprint());
  return [...imports].filter((id) => id !== own).length;
}
