import { handleStream, mentorIdOf, slugStream, ViewsImported, viewsStream } from '@stoa/contracts';
import { ItemAppends, handleCandidates, slugCandidates, type Append, type EventMaker, type ItemFacts } from '@stoa/imported';
import type { Draft } from '../mapping/draft.ts';
import type { Dump } from '../mapping/dump-index.ts';
import { QUESTION } from '../mapping/post-index.ts';
import { toItem, type ItemDraft } from '../mapping/to-item.ts';
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
  ) {
    this.items = new ItemAppends(dump.ids, events);
  }

  async appends(draft: Draft, time: number): Promise<OrderedAppend[]> {
    const appends =
      draft.kind === 'views' ? [this.views(draft, time)] : await this.happened(draft, toItem(draft, time, this.dump, this.tally));
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
        const handle = await claims.claim(handleCandidates(item, mentorId), mentorId, handleStream, 'mentorId');
        if (draft.kind === 'mentor') dump.members.setHandle(draft.member, handle);
        return { handle };
      }
      case 'question': {
        const id = dump.ids.post(item.question);
        return { slug: await claims.claim(slugCandidates(item.title, id), id, slugStream, 'questionId') };
      }
      case 'answer': {
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

  private views({ shard, batch, counts }: Extract<Draft, { kind: 'views' }>, time: number): OrderedAppend {
    const { dump, viewBatches } = this;
    const before = viewBatches.get(shard) ?? 0;
    viewBatches.set(shard, before + 1);
    const imported = ViewsImported({
      shard,
      source: `stackexchange:${dump.source}`,
      counts: counts.map(([post, views]) => ({
        questionId: dump.postId(dump.posts.question(post)),
        answerId: dump.posts.kind(post) === QUESTION ? null : dump.postId(post),
        views,
      })),
    });
    const events = this.events(new Date(time).toISOString(), ['views', `${shard}`, `${batch}`], undefined, imported);
    return { stream: viewsStream(shard), events, begins: before === 0, expected: before === 0 ? 'no-stream' : before - 1 };
  }
}
