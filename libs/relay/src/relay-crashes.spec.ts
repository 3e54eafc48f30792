import { RELAY_TOPICS } from '@stoa/contracts';
import type { Position, Leases, RelayCheckpoint } from '@stoa/kernel';
import { eventually, seeded } from '@stoa/testing';
import type { RelayParts } from './index.ts';
import { MemoryLeases, MemoryRelayLedger } from './testing/memory-ports.ts';
import { RelayedWorld, mortal } from './testing/relayed-world.ts';

const ROUNDS = 12;

/** Breaks a relay's parts, to show that the checks below notice. */
type Spoil = (parts: Pick<RelayParts, 'stream' | 'ledger' | 'leases'>) => Partial<RelayParts>;

/** A relay that dies at any moment, again and again, while things happen; throws what a consumer would find wrong. */
async function crashing(seed: number, spoil: Spoil = () => ({})): Promise<{ repeated: number }> {
  const random = seeded(seed);
  const world = new RelayedWorld();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const death = new AbortController();
      const sound = {
        stream: mortal(world.stream, death.signal),
        ledger: mortal(world.ledger, death.signal),
        leases: mortal(world.leases, death.signal),
      };
      // Each checkpoint is saved at once: none may be ahead of what was acknowledged.
      const relay = world.relay({ ...sound, saveEveryMs: 0, ...spoil(sound) });
      await world.happen(1 + random.below(60));
      await new Promise((resolve) => setTimeout(resolve, random.below(15)));
      death.abort();
      world.buried(relay);
      // A killed relay releases nothing: the lease expires.
      await world.leases.expire();
    }
    world.relay();
    const log = await world.log();
    const consumed = await eventually(() => {
      const found = consumption(world);
      if ('reached' in found && [...found.reached.values()].some((position) => position < log.at(-1)!.position))
        throw new Error('A partition is behind');
      return found;
    });
    if ('hole' in consumed) throw consumed.hole;
    const { events } = consumed;
    if (events.length !== log.length) throw new Error(`${log.length - events.length} events are lost`);
    if (events.some(({ position }, index) => position !== log[index]!.position)) throw new Error('Events are out of order');
    return { repeated: world.relayed().length - log.length };
  } finally {
    await world.end();
  }
}

/** What a consumer comes to, or the hole that it finds. A hole stays: nothing is ever written before what is written. */
function consumption(world: RelayedWorld): ReturnType<RelayedWorld['consumed']> | { hole: unknown } {
  try {
    return world.consumed();
  } catch (hole) {
    return { hole };
  }
}

/** Acknowledges before it writes: the checkpoint is saved first. */
const early = ({ stream }: Pick<RelayParts, 'stream'>): RelayParts['stream'] => ({
  ensureTopics: () => stream.ensureTopics(),
  ends: (topic) => stream.ends(topic),
  publish: async (partition, messages) => {
    const end = (await stream.ends(partition.topic))[partition.partition] ?? 0n;
    setTimeout(() => void stream.publish(partition, messages), 5);
    return end + BigInt(messages.length) - 1n;
  },
});

describe('a relay that is killed at any moment', () => {
  it.each([1, 2, 3, 4, 5])('loses nothing, and what it repeats counts once (seed %i)', async (seed) => {
    expect((await crashing(seed)).repeated).toBeGreaterThanOrEqual(0);
  });

  it('is noticed where the checkpoint is saved before the messages are published', async () => {
    // With the offsets the relay would detect it: a stream topic that ends before them has lost messages.
    const forgetful: Spoil = ({ stream, ledger }) => ({
      stream: early({ stream }),
      ledger: {
        load: () => ledger.load(),
        save: (expected, next, epoch) => ledger.save(expected, { ...next, offsets: {} }, epoch),
      },
    });
    await expect(crashing(1, forgetful)).rejects.toThrow(/lost|hole/);
  });

  it('heals what was acknowledged and then lost by the broker, since its offsets say so', async () => {
    expect((await crashing(1, ({ stream }) => ({ stream: early({ stream }) }))).repeated).toBeGreaterThan(0);
  });
});

/** Two relays at once; throws where what they wrote is not what one alone would have written. */
async function twoRelays(leases: Leases): Promise<void> {
  const world = new RelayedWorld();
  try {
    // Long enough to be renewed in time on a busy machine.
    const parts = { leases, leaseMs: 10_000 };
    const [one, other] = [world.relay(parts), world.relay(parts)];
    await world.happen(300);
    await eventually(async () => expect(world.ledger.checkpoint.position).toBe(await world.store.head()));
    if (one.status().role === other.status().role) throw new Error(`Both are ${one.status().role}`);
    if (world.relayed().length !== 300) throw new Error(`${world.relayed().length - 300} events were doubled`);
  } finally {
    await world.end();
  }
}

describe('of two relays one is active', () => {
  it('and what is relayed is relayed once', () => expect(twoRelays(new MemoryLeases())).resolves.toBeUndefined());

  it('is noticed where there is no lease', async () => {
    const none: Leases = { acquire: async () => ({ epoch: 1 }), release: async () => undefined };
    await expect(twoRelays(none)).rejects.toThrow(/Both are active|doubled/);
  });

  it('the other takes over when the first one is killed', async () => {
    const world = new RelayedWorld();
    const death = new AbortController();
    const first = world.relay({ leases: mortal(world.leases, death.signal), stream: mortal(world.stream, death.signal) });
    await eventually(() => expect(first.status().role).toBe('active'));
    const second = world.relay();
    await world.happen(10);
    await eventually(() => expect(world.relayed()).toHaveLength(10));
    expect(second.status().role).toBe('standing-by');
    death.abort();
    await world.happen(10);
    await eventually(() => expect(second.status().role).toBe('active'));
    await eventually(async () => expect(world.consumed().events).toEqual(await world.log()));
    world.buried(first);
    await world.end();
  });

  it('one that stands by again forgets what it could not do', async () => {
    const world = new RelayedWorld();
    let broken = true;
    let taken = false;
    const leases: Leases = {
      acquire: async (...args) => (taken ? undefined : world.leases.acquire(...args)),
      release: (...args) => world.leases.release(...args),
    };
    const stream = {
      ensureTopics: () => world.stream.ensureTopics(),
      ends: (topic: string) => world.stream.ends(topic),
      publish: async (...args: Parameters<typeof world.stream.publish>) => {
        if (broken) throw new Error('Kafka is unavailable.');
        return world.stream.publish(...args);
      },
    };
    await world.happen(5);
    const relay = world.relay({ leases, stream });
    await eventually(() => expect(relay.status().trouble).toContain('Kafka is unavailable.'));
    taken = true;
    await eventually(() => expect(relay.status()).toMatchObject({ role: 'standing-by', trouble: null }));
    broken = false;
    await world.end();
  });

  it('one that cannot renew its lease stops publishing at once', async () => {
    const world = new RelayedWorld();
    let reachable = true;
    let attempts = 0;
    const leases: Leases = {
      acquire: async (...args) => {
        attempts++;
        if (!reachable) throw new Error('Postgres is unavailable.');
        return world.leases.acquire(...args);
      },
      release: async () => undefined,
    };
    const relay = world.relay({ leases });
    await world.happen(5);
    await eventually(() => expect(world.relayed()).toHaveLength(5));
    reachable = false;
    await eventually(() => expect(relay.status().role).toBe('standing-by'));
    await world.happen(5);
    const before = attempts;
    await eventually(() => expect(attempts).toBeGreaterThan(before + 2));
    expect(world.relayed()).toHaveLength(5);
    reachable = true;
    await eventually(() => expect(world.relayed()).toHaveLength(10));
    await world.end();
  });
});

/** A relay that is paused during a publication until another has overtaken it; throws where it moves the checkpoint back. */
async function sleeper(ledger: MemoryRelayLedger): Promise<void> {
  const world = new RelayedWorld(ledger);
  try {
    let wake = () => undefined as void;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const stream = {
      ensureTopics: () => world.stream.ensureTopics(),
      ends: (topic: string) => world.stream.ends(topic),
      publish: async (...args: Parameters<typeof world.stream.publish>) => {
        const offset = await world.stream.publish(...args);
        await asleep;
        return offset;
      },
    };
    // The paused relay believes in its lease, as a process does whose clock stood still.
    const believed: Leases = { acquire: async () => ({ epoch: 1 }), release: async () => undefined };
    await world.happen(10);
    world.relay({ stream, leases: believed });
    await eventually(() => expect(world.relayed().length).toBe(10));
    world.relay({ leases: { acquire: async () => ({ epoch: 2 }), release: async () => undefined } });
    await world.happen(50);
    await eventually(async () => expect(ledger.checkpoint.position).toBe(await world.store.head()));
    wake();
    // Either it learns that it was overtaken, or its checkpoint is saved.
    await eventually(() => {
      const overtaken = world.logged.includes('a dependency of the relay failed; retrying');
      expect(overtaken || ledger.history.some((position, index) => position < (ledger.history[index - 1] ?? ''))).toBe(true);
    });
    const back = ledger.history.find((position: Position, index) => index > 0 && position < ledger.history[index - 1]!);
    if (back !== undefined) throw new Error(`The checkpoint went back to ${back}`);
  } finally {
    await world.end();
  }
}

describe('a checkpoint never goes back but for a topic that was wiped', () => {
  it('even where a relay that was overtaken wakes up', () => expect(sleeper(new MemoryRelayLedger())).resolves.toBeUndefined());

  it('is noticed where the checkpoint is saved without a compare-and-set', async () => {
    class Careless extends MemoryRelayLedger {
      override async save(_expected: Position, next: RelayCheckpoint, epoch: number): Promise<boolean> {
        this.keep(next, epoch);
        return true;
      }
    }
    await expect(sleeper(new Careless())).rejects.toThrow('went back');
  });
});

/** One event, and consumers of the other partitions that wait for it. */
async function quietPartitions(spoil: (world: RelayedWorld) => Partial<RelayParts>): Promise<void> {
  const world = new RelayedWorld();
  try {
    await world.happen(1);
    world.relay(spoil(world));
    await eventually(
      async () => {
        const head = await world.store.head();
        const behind = [...world.consumed().reached].filter(([, position]) => position < head);
        if (behind.length > 0) throw new Error(`${behind.length} partitions are behind`);
      },
      { timeout: 1_000 },
    );
  } finally {
    await world.end();
  }
}

describe('partitions without events', () => {
  it('receive watermarks up to the head', () => expect(quietPartitions(() => ({}))).resolves.toBeUndefined());

  it('is noticed where there are no watermarks', async () => {
    const silent = ({ stream }: RelayedWorld): Partial<RelayParts> => ({
      stream: {
        ensureTopics: () => stream.ensureTopics(),
        ends: (topic) => stream.ends(topic),
        publish: async (partition, messages) =>
          messages.some(({ value }) => value.length > 0)
            ? stream.publish(partition, messages)
            : ((await stream.ends(partition.topic))[partition.partition] ?? 0n),
      },
    });
    const partitions = Object.values(RELAY_TOPICS).reduce((sum, shape) => sum + shape.partitions, 0);
    await expect(quietPartitions(silent)).rejects.toThrow(`${partitions - 1} partitions are behind`);
  });
});
