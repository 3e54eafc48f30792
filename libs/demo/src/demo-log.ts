import { derivedId, type DomainEvent, type EventStore, type ExpectedRevision, type NewEvent } from '@stoa/kernel';

interface Entry {
  readonly stream: string;
  readonly event: NewEvent;
}
/** An event and where it belongs. */
export interface Placed extends Entry {
  readonly expected: ExpectedRevision;
}

/** Names all that the demo appends, and tells it from what happens later. */
export const SEED_ID = derivedId('demo', 'seed');
/** How many appends are under way at once. */
const WINDOW = 500;

/** Gathers what happened, in any order. */
export class DemoLog {
  private readonly entries: Entry[] = [];
  private readonly lengths = new Map<string, number>();

  add(at: Date, stream: string, event: DomainEvent, principal?: string): void {
    const length = this.lengths.get(stream) ?? 0;
    this.lengths.set(stream, length + 1);
    const commandId = derivedId('demo', stream, String(length));
    const occurredAt = at.toISOString();
    const meta = { commandId, bodyHash: '', occurredAt, correlationId: SEED_ID, ...(principal ? { principal } : {}) };
    this.entries.push({ stream, event: { ...event, id: derivedId(commandId, '0'), meta } });
  }

  /** Everything in the order in which it happened. */
  inOrder(): Placed[] {
    const revisions = new Map<string, number>();
    const timeOf = ({ event }: Entry) => event.meta.occurredAt;
    return [...this.entries]
      .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0))
      .map((entry) => {
        const revision = revisions.get(entry.stream) ?? -1;
        revisions.set(entry.stream, revision + 1);
        return { ...entry, expected: revision < 0 ? 'no-stream' : revision };
      });
  }
}

/** Appends what is not there yet; gives how many events were new. */
export async function appendNew(store: EventStore, placed: readonly Placed[]): Promise<number> {
  let appended = 0;
  for (let start = 0; start < placed.length; start += WINDOW) {
    const window = placed.slice(start, start + WINDOW).map(({ stream, event, expected }) =>
      store.append(stream, [event], expected).then(
        () => void appended++,
        (error: unknown) => {
          if ((error as { code?: string }).code !== 'revision-conflict') throw error;
        },
      ),
    );
    await Promise.all(window);
  }
  return appended;
}
