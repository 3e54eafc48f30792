import { partitionOfEvent, relayPartitions, RELAY_TOPICS, TOPICS } from '@stoa/contracts';
import { InProcessBroker, InProcessEventStream, relayedCodec } from '@stoa/event-stream';
import { MemoryEventStore } from '@stoa/event-store';
import {
  derivedId,
  partitionName,
  type CopyTarget,
  type EventStore,
  type EventStream,
  type PartitionId,
  type Position,
  type RecordedEvent,
  type Relayed,
} from '@stoa/kernel';
import { eventually, idOf, memberRegistered, patient, questionAsked, topicCreated } from '@stoa/testing';
import { Relay, type RelayParts } from '../index.ts';
import { MemoryLeases, MemoryRelayLedger } from './memory-ports.ts';

/** So many renewals of a lease. */
const TURNS = 3;

export const codec = relayedCodec('the secret of relay tests');

/** A store, topics, and what a relay keeps between them, all in memory. */
export class RelayedWorld {
  readonly store: EventStore & CopyTarget = new MemoryEventStore();
  readonly broker = new InProcessBroker();
  readonly stream: EventStream = new InProcessEventStream(this.broker, TOPICS);
  readonly unrouted: { event: RecordedEvent; reason: string }[] = [];
  readonly logged: string[] = [];
  private readonly relays = new Set<Relay>();
  private events = 0;

  constructor(
    readonly ledger = new MemoryRelayLedger(),
    readonly leases = new MemoryLeases(),
  ) {}

  /** Another process with a relay; `parts` replaces some of its dependencies. */
  relay(other: Partial<RelayParts> = {}): Relay {
    const relay = new Relay({
      store: this.store,
      stream: this.stream,
      codec,
      ledger: this.ledger,
      leases: this.leases,
      unrouted: { record: async (event, reason) => void this.unrouted.push({ event, reason }) },
      log: {
        info: (_details, message) => void this.logged.push(message),
        warn: (_details, message) => void this.logged.push(message),
      },
      leaseMs: patient(400),
      ...other,
    });
    this.relays.add(relay);
    return relay;
  }

  /** Appends this many events, each to a stream of its own, spread over stream topics and partitions. */
  async happen(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const name = `event-${this.events++}`;
      const event = [
        questionAsked({ questionId: idOf(name) }),
        topicCreated({ topic: name }),
        memberRegistered({ memberId: idOf(name) }),
      ][this.events % 3]!;
      const id = derivedId(name);
      const meta = { commandId: id, bodyHash: '', occurredAt: '2026-03-02T10:00:00.000Z', correlationId: name };
      await this.store.append(name, [{ ...event, id, meta }], 'no-stream');
    }
  }

  /** The store as one that holds other events at these positions. */
  storeWith(others: readonly RecordedEvent[]): Pick<EventStore, 'head' | 'idAt' | 'subscribe'> {
    const { store } = this;
    const at = (event: RecordedEvent) => others.find(({ position }) => position === event.position) ?? event;
    return {
      head: () => store.head(),
      idAt: async (position) => others.find((event) => event.position === position)?.id ?? store.idAt(position),
      subscribe: (after, handle, onError) => store.subscribe(after, (batch) => handle(batch.map(at)), onError),
    };
  }

  /** Resolves when its relays have had their turn several times: what they have not done by then they do not do. */
  async turns(): Promise<void> {
    const { asked } = this.leases;
    await eventually(() => {
      if (this.leases.asked < asked + TURNS) throw new Error('The relays had no turn');
    });
  }

  /** The relay of a process that died: nobody waits for its end. */
  buried(relay: Relay): void {
    this.relays.delete(relay);
    void relay.stop();
  }

  async log(): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const batch of this.store.readAll('')) events.push(...batch);
    return events;
  }

  /** Every message of a partition. */
  said(partition: PartitionId): Relayed[] {
    if (this.broker.partitions(partition.topic) === undefined) return [];
    return this.broker.records(partition).map((record) => {
      const decoded = codec.decode(partition, record);
      if ('problem' in decoded) throw new Error(decoded.problem.sentence);
      return decoded.ok;
    });
  }

  /** Positions of the events, partition after partition. */
  relayed(): Position[] {
    return relayPartitions().flatMap((partition) =>
      this.said(partition).flatMap(({ event, position }) => (event ? [position] : [])),
    );
  }

  /**
   * The result of a consumer of each partition that begins at the earliest message: events are applied once by position, and a message
   * whose `previous` it has not reached is a hole, which is filled from the log, if one is given, as projectors do, and else throws.
   */
  consumed(log?: readonly RecordedEvent[]): { events: RecordedEvent[]; reached: ReadonlyMap<string, Position> } {
    const events: RecordedEvent[] = [];
    const reached = new Map<string, Position>();
    for (const partition of relayPartitions()) {
      let at: Position = '';
      for (const { position, previous, event } of this.said(partition)) {
        if (position <= at) continue;
        if (previous > at && !log) throw new Error(`${partitionName(partition)} has a hole before ${position}`);
        if (previous > at) events.push(...(log ?? []).filter((one) => isWithin(one, partition, at, previous)));
        if (event) events.push(event);
        at = position;
      }
      reached.set(partitionName(partition), at);
    }
    return { events: events.toSorted((one, other) => (one.position < other.position ? -1 : 1)), reached };
  }

  /** Deletes the stream topics with all their messages, and recreates them. */
  async wipe(): Promise<void> {
    for (const topic of Object.keys(RELAY_TOPICS)) this.broker.remove(topic);
    await this.stream.ensureTopics();
  }

  async end(): Promise<void> {
    await Promise.all([...this.relays].map((relay) => relay.stop()));
  }
}

const isWithin = (event: RecordedEvent, partition: PartitionId, after: Position, until: Position): boolean =>
  event.position > after && event.position <= until && partitionName(partitionOfEvent(event)) === partitionName(partition);

/** The world as a process sees it until it dies: after that its calls have no effect and never resolve. */
export function mortal<P extends object>(port: P, life: AbortSignal): P {
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (life.aborted) return new Promise(() => undefined);
        const result = (await (member as (...args: unknown[]) => unknown).apply(target, args)) as unknown;
        return life.aborted ? new Promise(() => undefined) : result;
      };
    },
  });
}
