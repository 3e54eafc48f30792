import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RELAY_TOPICS, partitionOfEvent } from '@stoa/contracts';
import { InProcessBroker, InProcessEventStream, relayedCodec } from '@stoa/event-stream';
import {
  NOTHING_RELAYED,
  partitionName,
  type EventStore,
  type Generation,
  type PartitionHandler,
  type PartitionId,
  type HashedProjection,
  type RecordedEvent,
  type SharedGeneration,
  type SharedRegistry,
} from '@stoa/kernel';
import { buildDocuments, dump } from '@stoa/projections-engine';
import { projections } from '@stoa/read-models/projections';
import { Following } from '../consuming/following.ts';
import type { OffsetHint, OffsetHints } from '../operating/ports.ts';
import { PartitionConsumer } from '../consuming/partition-consumer.ts';
import { partitionsOf } from '../consuming/topics-of-projection.ts';
import { LiveGenerationReader } from '../serving/live-generation-reader.ts';
import { ProgressInProcess } from './progress-in-process.ts';
import { DistributedOverSqlite } from './distributed-over-sqlite.ts';

export const page = projections.find(({ name }) => name === 'question-page') as HashedProjection;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const plain = { render: async (markdown: readonly string[]) => markdown.map((text) => `<p>${text}</p>`) };
const { encode, decode } = relayedCodec('the secret of projector tests');

class MemoryHints implements OffsetHints {
  readonly hints = new Map<string, OffsetHint>();
  load = async (partition: PartitionId) => this.hints.get(partitionName(partition));
  async save(hints: ReadonlyMap<PartitionId, OffsetHint>): Promise<void> {
    for (const [partition, hint] of hints) this.hints.set(partitionName(partition), hint);
  }
}

/** Spoils what a projector process does with its partitions, or how it writes. */
export interface Spoilt {
  handler?(sound: PartitionConsumer, hints: OffsetHints): PartitionHandler;
  generation?(sound: SharedGeneration): Partial<SharedGeneration>;
}

export interface RunningProjector {
  readonly projector: PartitionConsumer;
  stop(): Promise<void>;
}

/** Question pages, kept up by projectors of one process over topics in memory, without a server. */
export class ProjectorWorld {
  readonly hints = new MemoryHints();
  readonly troubles: string[] = [];
  private readonly stream = new InProcessEventStream(new InProcessBroker());
  private readonly tails = new Map<string, string>();
  private readonly log: RecordedEvent[] = [];

  private constructor(
    private readonly folder: string,
    private readonly registry: DistributedOverSqlite,
  ) {}

  static async open(): Promise<ProjectorWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-projectors-'));
    const registry = await DistributedOverSqlite.open(folder, projections);
    const world = new ProjectorWorld(folder, registry);
    await world.stream.ensureTopics();
    const record = await registry.create(page.name, page.code.rows);
    await registry.follow(record, new Map());
    await registry.switchTo(record);
    return world;
  }

  /** The relay says these events; without `watermarks` nothing else. */
  async say(events: readonly RecordedEvent[], { watermarks = true } = {}): Promise<void> {
    this.log.push(...events);
    for (const event of events) {
      const partition = partitionOfEvent(event);
      const name = partitionName(partition);
      const previous = this.tails.get(name) ?? '';
      this.tails.set(name, event.position);
      await this.stream.publish(partition, [encode(partition, { position: event.position, previous, event })]);
    }
    const position = this.log.at(-1)?.position ?? '';
    if (watermarks)
      for (const partition of partitionsOf(page)) {
        const previous = this.tails.get(partitionName(partition)) ?? '';
        await this.stream.publish(partition, [encode(partition, { position, previous })]);
      }
  }

  /** A projector process, until it is stopped. */
  async projector({ handler = (sound) => sound, generation = () => ({}) }: Spoilt = {}): Promise<RunningProjector> {
    const registry: Pick<SharedRegistry, 'list' | 'open'> = {
      list: (projection) => this.registry.list(projection),
      open: async (record) => {
        const sound = await this.registry.open(record);
        return Object.assign(Object.create(sound) as SharedGeneration, generation(sound));
      },
    };
    const troubles = { report: async () => undefined, of: async () => [] };
    const parts = {
      projections: [page],
      registry: registry as SharedRegistry,
      store: this.store(),
      troubles,
      log: QUIET,
      progress: new ProgressInProcess(),
    };
    const ledger = { load: async () => NOTHING_RELAYED };
    const following = new Following(parts);
    const setAside = { record: async () => undefined };
    const projector = new PartitionConsumer({
      following,
      decode,
      setAside,
      hints: this.hints,
      ledger,
      onHistory: async () => undefined,
    });
    await following.refresh();
    const subscription = this.stream.consume('projectors', Object.keys(RELAY_TOPICS), handler(projector, this.hints), (error) =>
      this.troubles.push(String(error)),
    );
    const stop = async () => {
      await subscription.stop();
      await following.close();
    };
    return { projector, stop };
  }

  /** What a gateway reads pages by; nothing tells it of progress. */
  reader(patienceMs: number): LiveGenerationReader {
    return new LiveGenerationReader(page, this.registry, new ProgressInProcess(), patienceMs);
  }

  /** How far the pages are, by partition; and what they hold, documents too. */
  async look<A>(use: (generation: Generation) => Promise<A>): Promise<A> {
    const record = (await this.registry.live(page.name))!;
    const generation = await this.registry.open(record);
    try {
      return await use(generation);
    } finally {
      await generation.close();
    }
  }

  dumped(): Promise<string[]> {
    return this.look(async (generation) => {
      await buildDocuments(page, generation, plain, { lazy: true });
      const lines: string[] = [];
      for await (const line of dump(page, generation)) lines.push(line);
      return lines;
    });
  }

  /** Names of partitions that are behind the end of the log. */
  async behind(): Promise<string[]> {
    const head = this.log.at(-1)?.position ?? '';
    const reached = await this.look((generation) => generation.checkpoints());
    return partitionsOf(page)
      .map(partitionName)
      .filter((name) => (reached.get(name) ?? '') < head);
  }

  async close(): Promise<void> {
    await this.stream.close();
    this.registry.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private store(): Pick<EventStore, 'readAll' | 'idAt'> {
    const { log } = this;
    return {
      idAt: async (position) => log.find((event) => event.position === position)?.id,
      async *readAll(after, { batchSize = 100, until } = {}) {
        const asked = log.filter(({ position }) => position > after && (until === undefined || position <= until));
        for (let index = 0; index < asked.length; index += batchSize) yield asked.slice(index, index + batchSize);
      },
    };
  }
}
