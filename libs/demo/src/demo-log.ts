import { derivedId, type DomainEvent, type EventStore, type NewEvent } from '@stoa/kernel';

interface Entry {
  stream: string;
  event: NewEvent;
}

/** How many appends are under way at once. */
const WINDOW = 500;

/** Gathers what happened, in any order, and appends it in the order in which it happened. */
export class DemoLog {
  private readonly entries: Entry[] = [];

  add(at: Date, stream: string, event: DomainEvent, principal?: string): void {
    const commandId = derivedId('demo', stream, String(this.entries.filter((entry) => entry.stream === stream).length));
    const occurredAt = at.toISOString();
    const meta = {
      commandId,
      bodyHash: '',
      occurredAt,
      correlationId: derivedId('demo', 'seed'),
      ...(principal ? { principal } : {}),
    };
    this.entries.push({ stream, event: { ...event, id: derivedId(commandId, '0'), meta } });
  }

  /** Gives how many events were new. */
  async appendTo(store: EventStore): Promise<number> {
    const sorted = this.entries
      .map((entry, index) => ({ ...entry, index }))
      .sort((a, b) =>
        a.event.meta.occurredAt < b.event.meta.occurredAt
          ? -1
          : a.event.meta.occurredAt > b.event.meta.occurredAt
            ? 1
            : a.index - b.index,
      );
    const revisions = new Map<string, number>();
    let appended = 0;
    let window: Promise<void>[] = [];
    for (const { stream, event } of sorted) {
      const revision = revisions.get(stream) ?? -1;
      revisions.set(stream, revision + 1);
      window.push(
        store.append(stream, [event], revision < 0 ? 'no-stream' : revision).then(
          () => void appended++,
          (error: unknown) => {
            if ((error as { code?: string }).code !== 'revision-conflict') throw error;
          },
        ),
      );
      if (window.length >= WINDOW) {
        await Promise.all(window);
        window = [];
      }
    }
    await Promise.all(window);
    return appended;
  }
}
