import { partitionOfKey } from '@stoa/contracts';
import { partitionName, type BatchChanges, type CheckpointMove, type Generation, type RecordedEvent } from '@stoa/kernel';
import { eventually, idOf, questionAsked } from '@stoa/testing';
import { titles } from '../testing/sample-model.ts';
import { PartitionWorker } from './partition-worker.ts';
import { Watermarks } from './watermarks.ts';

const PARTITION = partitionOfKey('stoa.qa.v1', 'css');
const NAME = partitionName(PARTITION);
const LONG_MS = 60_000;

/** A checkpoint, moved by compare-and-set, and the transactions that moved it. */
class Stored {
  position = '';
  readonly transactions: string[] = [];
  failure: Error | undefined;
  /** Moves wait for it. */
  held: Promise<void> = Promise.resolve();

  readonly generation = {
    keyColumns: () => ['id'],
    sumColumns: () => ['events'],
    load: async () => [],
    checkpoint: async () => this.position,
    commit: async (_name: string, from: string, to: string, { puts }: BatchChanges) =>
      this.move(from, to, `${puts.get('title')?.length ?? 0} rows to ${to}`),
    advance: async (moves: readonly CheckpointMove[]) => {
      await this.held;
      if (this.failure) throw this.failure;
      return new Set(moves.filter(({ from, to }) => this.move(from, to, `to ${to}`)).map(({ partition }) => partition));
    },
  } as unknown as Generation & { advance(moves: readonly CheckpointMove[]): Promise<ReadonlySet<string>> };

  private move(from: string, to: string, what: string): boolean {
    if (from !== this.position) return false;
    this.position = to;
    this.transactions.push(what);
    return true;
  }
}

const at = (place: number) => String(place).padStart(4, '0');
const happened = (place: number, type?: string): RecordedEvent => {
  const event = questionAsked({ questionId: idOf(`question ${place}`) });
  const meta = {
    commandId: 'c',
    bodyHash: '',
    occurredAt: '',
    correlationId: 'c',
    route: { topic: PARTITION.topic, key: 'css' },
  };
  return { ...event, ...(type ? { type } : {}), id: `e${place}`, stream: 's', revision: place, position: at(place), occurredAt: '', recordedAt: '', meta } as RecordedEvent; // prettier-ignore
};
const QUIET = 'TopicCreated.v1';

const opened: Watermarks[] = [];
afterEach(() => Promise.all(opened.splice(0).map((watermarks) => watermarks.close())));

function world(gatherMs = LONG_MS, stored = new Stored()) {
  const watermarks = new Watermarks(stored.generation, gatherMs);
  opened.push(watermarks);
  const log: RecordedEvent[] = [];
  const store = {
    idAt: async (position: string) => log.find((event) => event.position === position)?.id,
    async *readAll(after: string, { until = '' } = {}) {
      yield log.filter(({ position }) => position > after && position <= until);
    },
  };
  const worker = new PartitionWorker(titles, stored.generation, PARTITION, store as never, watermarks);
  const say = (...events: RecordedEvent[]) => {
    const messages = events.map((event) => ({ position: event.position, previous: log.at(-1)?.position ?? '', event }));
    log.push(...events);
    return worker.apply(
      messages.map((message, index) => ({ ...message, previous: events[index - 1]?.position ?? message.previous })),
    );
  };
  return { stored, watermarks, worker, say, log };
}

describe('what a read model passes over', () => {
  it('moves its checkpoint later, together, and holds nobody up', async () => {
    const { stored, watermarks, worker, say } = world();
    for (const place of [1, 2, 3]) await say(happened(place, QUIET));
    expect([stored.transactions, await worker.reached()]).toEqual([[], at(3)]);
    await watermarks.flush();
    expect(stored.transactions).toEqual([`to ${at(3)}`]);
    await watermarks.close();
  });

  it('goes with the next rows, which count once', async () => {
    const { stored, watermarks, say } = world();
    await say(happened(1), happened(2, QUIET));
    await say(happened(3, QUIET));
    await say(happened(4));
    await watermarks.close();
    expect(stored.transactions).toEqual([`1 rows to ${at(2)}`, `1 rows to ${at(4)}`]);
  });

  it('is moved by itself after a while, and soon once somebody waits', async () => {
    const quick = world(1);
    await quick.say(happened(1, QUIET));
    await eventually(() => expect(quick.stored.position).toBe(at(1)));
    const slow = world();
    await slow.say(happened(1, QUIET));
    slow.watermarks.hurry();
    await eventually(() => expect(slow.stored.position).toBe(at(1)));
    await slow.say(happened(2, QUIET));
    await eventually(() => expect(slow.stored.position).toBe(at(2)));
  });

  it('does not overtake rows that come while a move is under way', async () => {
    const { stored, watermarks, say } = world();
    let go = (): void => undefined;
    stored.held = new Promise((resolve) => (go = resolve));
    await say(happened(1, QUIET));
    const moving = watermarks.flush();
    await say(happened(2, QUIET));
    const rows = say(happened(3));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stored.transactions).toEqual([]);
    go();
    await Promise.all([moving, rows]);
    await watermarks.close();
    expect(stored.transactions).toEqual([`to ${at(1)}`, `1 rows to ${at(3)}`]);
  });

  it('is passed over again by the next process where this one ends before the move', async () => {
    const { stored, say, log } = world();
    await say(happened(1), happened(2, QUIET));
    await say(happened(3, QUIET));
    expect(stored.position).toBe(at(2));
    const next = world(LONG_MS, stored);
    next.log.push(...log);
    await next.say(happened(4));
    expect(stored.transactions).toEqual([`1 rows to ${at(2)}`, `1 rows to ${at(4)}`]);
  });

  it('is not moved over what another process has moved, and rows after that are its or ours, not both', async () => {
    const { stored, watermarks, say } = world();
    await say(happened(1, QUIET), happened(2, QUIET));
    // Another process has the partition, and has folded the third event.
    stored.position = at(3);
    await watermarks.flush();
    await say(happened(3), happened(4));
    await watermarks.close();
    expect(stored.transactions).toEqual([`1 rows to ${at(4)}`]);
  });

  it.each(['ReadStoreUnavailable', 'GenerationFrozen'])('is moved once %s is over', async (name) => {
    const { stored, watermarks, say } = world(1);
    stored.failure = Object.assign(new Error('for a while'), { name });
    await say(happened(1, QUIET));
    await watermarks.flush();
    expect(stored.position).toBe('');
    stored.failure = undefined;
    await eventually(() => expect(stored.position).toBe(at(1)));
    await watermarks.close();
  });

  it('is moved no more in a partition that was given away', async () => {
    const { stored, watermarks, say } = world();
    await say(happened(1, QUIET));
    watermarks.drop(NAME);
    await watermarks.close();
    expect(stored.transactions).toEqual([]);
  });
});
