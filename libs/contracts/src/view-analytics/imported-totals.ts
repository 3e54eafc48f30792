import type { RecordedEvent } from '@stoa/kernel';
import { ViewsImported, ViewsTakenBack, type ViewsEvent, type ViewsTakenBackEvent } from './events.ts';

type Count = ViewsEvent['data']['counts'][number];
type TakenBack = ViewsTakenBackEvent['data']['counts'][number];
type Target = Pick<Count, 'questionId' | 'answerId'>;

/** Counts of one event. */
const MOST = 1000;
const keyOf = ({ questionId, answerId }: Target) => `${questionId}/${answerId ?? ''}`;

/** Totals that one source has in a shard and that hold, by what they count; each under the instant at which it was imported. */
export class ImportedTotals {
  private readonly held = new Map<string, Map<string, number>>();

  constructor(private readonly source: string) {}

  /** Takes the shard's next event; those of other sources and of other types change nothing. */
  add(event: RecordedEvent): void {
    const { type, data, occurredAt } = event as RecordedEvent & (ViewsEvent | ViewsTakenBackEvent);
    if ((type !== ViewsImported.type && type !== ViewsTakenBack.type) || data.source !== this.source) return;
    if (type === ViewsImported.type) for (const count of data.counts) this.change(count, occurredAt, count.views);
    else for (const count of data.counts) this.change(count, count.at, -count.views);
  }

  /** What is to be taken back, as many as an event takes at a time, so that exactly these totals hold; and which of them are then to be imported. */
  replacedBy<C extends Count>(counts: readonly C[]): { takenBack: TakenBack[][]; imported: C[] } {
    const changed = counts.filter((count) => this.sumOf(count) !== count.views);
    const all = changed.flatMap(({ questionId, answerId }) =>
      [...(this.held.get(keyOf({ questionId, answerId })) ?? [])]
        .filter(([, views]) => views > 0)
        .map(([at, views]) => ({ questionId, answerId, views, at })),
    );
    const takenBack = Array.from({ length: Math.ceil(all.length / MOST) }, (_, part) =>
      all.slice(part * MOST, (part + 1) * MOST),
    );
    return { takenBack, imported: changed.filter(({ views }) => views > 0) };
  }

  private sumOf(target: Target): number {
    return [...(this.held.get(keyOf(target))?.values() ?? [])].reduce((sum, views) => sum + views, 0);
  }

  private change(target: Target, at: string, views: number): void {
    const held = this.held.get(keyOf(target)) ?? new Map<string, number>();
    this.held.set(keyOf(target), held);
    const sum = (held.get(at) ?? 0) + views;
    if (sum === 0) held.delete(at);
    else held.set(at, sum);
  }
}
