import { MemoryEventStore } from '@stoa/event-store';
import { START, type EventStore, type Position } from '@stoa/kernel';
import { idOf, questionAsked } from '@stoa/testing';
import { LogRuler } from './log-ruler.ts';

const FIRST = Date.parse('2026-11-24T09:00:00.000Z');
const NOW = FIRST + 60_000;

/** A log whose events were recorded a second apart. */
class Log {
  private written = 0;
  readonly store = new MemoryEventStore(() => new Date(FIRST + this.written++ * 1000).toISOString());
  readonly positions: Position[] = [START];
  reads = 0;

  async write(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const id = idOf(`question ${this.positions.length}`);
      const { type, data } = questionAsked({ questionId: id });
      const meta = { commandId: id, bodyHash: '', occurredAt: new Date(FIRST).toISOString(), correlationId: id };
      const { position } = await this.store.append(`question-${id}`, [{ type, data, id, meta }], 'no-stream');
      this.positions.push(position);
    }
  }

  /** The store, with the events counted that are read from it. */
  get counted(): Pick<EventStore, 'head' | 'readAll'> {
    const { store } = this;
    const count = (read: number) => void (this.reads += read);
    return {
      head: () => store.head(),
      async *readAll(after, options) {
        for await (const batch of store.readAll(after, options)) {
          count(batch.length);
          yield batch;
        }
      },
    };
  }
}

describe('how far a position is behind the log', () => {
  let log: Log;
  beforeEach(() => void (log = new Log()));
  const ruler = (readingMs?: number) => new LogRuler(log.counted, () => NOW, readingMs);

  it('is counted in events, and in seconds since the first of them was recorded', async () => {
    await log.write(10);
    const [none, some, all] = await ruler().lags([log.positions[10]!, log.positions[7]!, START]);
    expect(none).toEqual({ events: 0, seconds: 0 });
    expect(some).toEqual({ events: 3, seconds: 53 });
    expect(all).toEqual({ events: 10, seconds: 60 });
  });

  it('costs no reading where nothing is behind', async () => {
    await log.write(5);
    await ruler().lags([log.positions[5]!, log.positions[5]!]);
    expect(log.reads).toBe(0);
  });

  it('reads each event once, however often it is asked and whatever is behind', async () => {
    await log.write(300);
    const measured = ruler();
    await measured.lags([START, log.positions[20]!]);
    await log.write(5);
    const lags = await measured.lags([log.positions[10]!, log.positions[300]!]);
    expect(lags.map(({ events }) => events)).toEqual([295, 5]);
    expect(log.reads).toBe(305);
  });

  it('of a log that is too long to read at once is a lower bound at first, and exact at last', async () => {
    await log.write(1000);
    const measured = ruler(0);
    const first = await measured.lags([START, log.positions[999]!]);
    expect(first[0]).toEqual({ events: 200, seconds: 60 });
    expect(first[1]!.events).toBe(1);
    for (let scrape = 0; scrape < 4; scrape++) await measured.lags([START]);
    expect(await measured.lags([START, log.positions[999]!])).toMatchObject([{ events: 1000 }, { events: 1 }]);
  });

  it('stays exact to a few events where there are more than it keeps marks for', async () => {
    await log.write(9000);
    const measured = ruler();
    let lags = await measured.lags([START, log.positions[8000]!]);
    while (lags[0]!.events < 9000) lags = await measured.lags([START, log.positions[8000]!]);
    expect(lags[1]!.events).toBeGreaterThan(990);
    expect(lags[1]!.events).toBeLessThanOrEqual(1000);
  });

  it('goes back with a position, as after a rollback to an older generation', async () => {
    await log.write(10);
    const measured = ruler();
    await measured.lags([log.positions[8]!]);
    expect(await measured.lags([log.positions[2]!])).toMatchObject([{ events: 8 }]);
  });

  it('is none where the head stands at what is no event of ours', async () => {
    await log.write(2);
    const beyond = { ...log.counted, head: async () => '9'.repeat(16) };
    expect(await new LogRuler(beyond, () => NOW).lags([log.positions[2]!])).toEqual([{ events: 0, seconds: 0 }]);
  });
});
