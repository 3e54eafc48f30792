import {
  ImportedTotals,
  ViewsImportBegan,
  ViewsImported,
  ViewsTakenBack,
  handleStream,
  isReservedHandle,
  mentorIdOf,
  slugStream,
  viewsImportIdOf,
  viewsImportStream,
  viewsPartIdOf,
  viewsStream,
  viewsTakenBackIdOf,
} from '@stoa/contracts';
import {
  ItemAppends,
  handleCandidates,
  slugCandidates,
  type Append,
  type EventMaker,
  type ItemFacts,
} from '@stoa/imports-mapping';
import {
  canonicalJson,
  derivedId,
  known,
  readStream,
  sha256,
  type DomainEvent,
  type EventStore,
  type NewEvent,
} from '@stoa/kernel';
import type { Draft } from '../mapping/draft.ts';
import type { Dump } from '../mapping/dump-index.ts';
import { toItem, type ItemDraft } from '../mapping/to-item.ts';
import { viewsBody, type ViewsDraft } from '../mapping/views-body.ts';
import type { Tally } from '../tally.ts';
import type { OrderedAppend } from './append.ts';
import type { Claims } from './claims.ts';

type Item = ReturnType<typeof toItem>;

/** Makes drafts, in their order, into appends: claims the names that they need, counts on in each stream, creates topics at their first use. */
export class Materialiser {
  private readonly viewBatches = new Map<number, number>();
  private readonly topicsSeen = new Set<string>();
  private readonly items: ItemAppends;

  constructor(
    private readonly dump: Dump,
    private readonly claims: Claims,
    private readonly tally: Tally,
    private readonly events: EventMaker,
    private readonly fingerprint: string,
    private readonly store: Pick<EventStore, 'read'>,
  ) {
    this.items = new ItemAppends(dump.ids, events);
  }

  async appends(draft: Draft, time: number): Promise<OrderedAppend[]> {
    const appends =
      draft.kind === 'views'
        ? await this.views(draft, time)
        : await this.happened(draft, toItem(draft, time, this.dump, this.tally));
    for (const { events } of appends) for (const { type } of events) this.tally.events.add(type);
    return appends;
  }

  private async happened(draft: ItemDraft, item: Item): Promise<OrderedAppend[]> {
    if (item.kind === 'member') this.tally.counts.members++;
    if (item.kind === 'mentor') this.tally.counts.mentors++;
    const appends = this.items
      .of(item, await this.facts(draft, item))
      .filter((append) => !append.onlyFirst || this.isNew(append));
    const own = draft.kind !== 'member' && draft.kind !== 'mentor' && draft.kind !== 'rating' ? appends.at(-1) : undefined;
    return appends.map((append) => {
      const before = append === own && 'post' in draft ? this.dump.posts.advance(draft.post, append.events.length) : -1;
      return { ...append, expected: append.begins ? 'no-stream' : before };
    });
  }

  private async facts(draft: ItemDraft, item: Item): Promise<ItemFacts> {
    const { dump, claims } = this;
    switch (item.kind) {
      case 'mentor': {
        const mentorId = mentorIdOf(dump.ids.member(item.member));
        const candidates = handleCandidates(item, mentorId);
        const handle = await claims.claim(candidates, mentorId, handleStream, 'mentorId', (name) => !isReservedHandle(name));
        if (draft.kind === 'mentor') dump.members.setHandle(draft.member, handle);
        return { handle };
      }
      case 'question': {
        const id = dump.ids.post(item.question);
        return { slug: await claims.claim(slugCandidates(item.title, id), id, slugStream, 'questionId') };
      }
      case 'answer':
      case 'answer-now': {
        const handle = 'post' in draft ? dump.members.handle(dump.posts.owner(draft.post)) : undefined;
        if (handle === undefined) throw new Error(`The author of post ${item.answer} is no mentor yet`);
        return { handle };
      }
      default:
        return 'post' in draft ? { authorId: dump.ids.member(dump.members.person(dump.posts.owner(draft.post))) } : {};
    }
  }

  private isNew({ stream }: Append): boolean {
    if (this.topicsSeen.has(stream)) return false;
    this.topicsSeen.add(stream);
    return true;
  }

  /** As the write side takes them from the API (ImportViews): what was imported there is found here, and the other way round. */
  private async views(draft: ViewsDraft, time: number): Promise<OrderedAppend[]> {
    const { shard } = draft;
    const body = viewsBody(draft, this.dump, this.fingerprint);
    const { source, name } = body;
    const stream = viewsStream(shard);
    const { imported, takenBack, end } = this.dump.later
      ? await this.changedViews(source, shard, body.counts)
      : { imported: body.counts, takenBack: [], end: this.viewBatches.get(shard) ?? 0 };
    if (imported.length + takenBack.length === 0) return [];
    this.viewBatches.set(shard, end + 1);
    const importId = viewsImportIdOf(source, name);
    const event = (commandId: string, made: DomainEvent, index = 0): NewEvent => {
      const [{ meta }] = this.events(new Date(time).toISOString(), [], undefined, made) as [NewEvent];
      const id = derivedId(commandId, `${index}`);
      return { ...made, id, meta: { ...meta, commandId, bodyHash: sha256(canonicalJson(body)) } };
    };
    const began = ViewsImportBegan({ importId, source, shards: [{ shard, after: end - 1 }] });
    const partId = viewsPartIdOf(importId, shard);
    const takenId = viewsTakenBackIdOf(importId, shard);
    const events = [
      ...takenBack.map((counts, index) => event(takenId, ViewsTakenBack({ shard, source, counts }), index)),
      ...(imported.length > 0 ? [event(partId, ViewsImported({ shard, source, counts: imported, offset: null }))] : []),
    ];
    return [
      { stream: viewsImportStream(importId), events: [event(importId, began)], begins: true, expected: 'no-stream' },
      { stream, events, begins: end === 0, expected: end === 0 ? 'no-stream' : end - 1 },
    ];
  }

  /** What of these totals is news, and where the shard ends. */
  private async changedViews(source: string, shard: number, counts: ReturnType<typeof viewsBody>['counts']) {
    const recorded = known(await readStream(this.store, viewsStream(shard)));
    const totals = new ImportedTotals(source);
    for (const event of recorded) totals.add(event);
    return { ...totals.replacedBy(counts), end: recorded.length };
  }
}
