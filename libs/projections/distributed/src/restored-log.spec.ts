import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionOfEvent, questionStream } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import { InProcessBroker, InProcessEventStream, relayedCodec } from '@stoa/event-stream';
import {
  NOTHING_RELAYED,
  derivedId,
  partitionName,
  type EventStore,
  type HashedProjection,
  type RelayCheckpoint,
} from '@stoa/kernel';
import { projections } from '@stoa/read-models/projections';
import { NOW, eventually, idOf, patient, questionAsked } from '@stoa/testing';
import { ProjectorProcess } from './consuming/projector-process.ts';
import { partitionsOf } from './consuming/topics-of-projection.ts';
import { LiveGenerationReader } from './serving/live-generation-reader.ts';
import { DistributedOverSqlite } from './testing/distributed-over-sqlite.ts';
import { ProgressInProcess } from './testing/progress-in-process.ts';
import { JobsInMemory, VerificationsInMemory, LeasesInMemory } from './testing/rebuild-parts.ts';

const page = projections.find(({ name }) => name === 'question-page') as HashedProjection;
const { encode, decode } = relayedCodec('the secret of this test');
const PATIENCE = { timeout: 8_000 };

/** An event store whose log may be put back to another one, under all who use it. */
class RestoredStore extends MemoryEventStore {
  private current = new MemoryEventStore();

  async restore(...names: string[]): Promise<void> {
    this.current = new MemoryEventStore();
    await this.ask(...names);
  }
  /** Questions that are asked, each an event. */
  async ask(...names: string[]): Promise<string> {
    for (const name of names) {
      const id = derivedId('restored', name);
      const meta = { commandId: id, bodyHash: '', occurredAt: NOW, correlationId: id };
      const event = { ...questionAsked({ questionId: idOf(name), title: name }), id, meta };
      await this.current.append(questionStream(idOf(name)), [event], 'no-stream');
    }
    return this.current.head();
  }
  override head = () => this.current.head();
  override idAt = (position: string) => this.current.idAt(position);
  override readAll = (...asked: Parameters<EventStore['readAll']>) => this.current.readAll(...asked);
}

/** A projector process over topics in memory, a relay that relays when a test says so, and questions' pages. */
class World {
  readonly store = new RestoredStore();
  readonly errors: object[] = [];
  readonly reader: LiveGenerationReader;
  checkpoint: RelayCheckpoint = NOTHING_RELAYED;
  private readonly stream = new InProcessEventStream(new InProcessBroker());
  private readonly process: ProjectorProcess;

  private constructor(
    private readonly folder: string,
    readonly registry: DistributedOverSqlite,
  ) {
    const progress = new ProgressInProcess();
    const nothing = async () => undefined;
    this.reader = new LiveGenerationReader(page, registry, progress, patient(300));
    this.process = new ProjectorProcess({
      projections: [page],
      registry,
      store: this.store,
      html: { render: async (markdown) => [...markdown] },
      leases: new LeasesInMemory(),
      jobs: new JobsInMemory(),
      verifications: new VerificationsInMemory(),
      ledger: { load: async () => this.checkpoint },
      log: { info: () => undefined, warn: () => undefined, error: (fields) => void this.errors.push(fields) },
      owner: 'one',
      stream: this.stream,
      decode,
      setAside: { record: nothing },
      hints: { load: nothing, save: nothing },
      troubles: { report: nothing, of: async () => [] },
      progress,
    });
  }

  static async open(...names: string[]): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-restored-'));
    const world = new World(folder, await DistributedOverSqlite.open(folder, [page]));
    await world.stream.ensureTopics();
    await world.store.ask(...names);
    await world.relay();
    await world.process.start();
    return world;
  }

  /** What came since; of another history than before, all of it. */
  async relay(history: string | undefined = this.checkpoint.history): Promise<void> {
    const isOther = history !== this.checkpoint.history;
    const tails: Record<string, string> = isOther ? {} : { ...this.checkpoint.tails };
    const from = isOther ? '' : this.checkpoint.position;
    const events = (await everything(this.store)).filter(({ position }) => position > from);
    const last = events.at(-1)!;
    this.checkpoint = { ...NOTHING_RELAYED, position: last.position, eventId: last.id, history, tails };
    for (const event of events) {
      const partition = partitionOfEvent(event);
      const name = partitionName(partition);
      await this.stream.publish(partition, [encode(partition, { position: event.position, previous: tails[name] ?? '', event, history })]); // prettier-ignore
      tails[name] = event.position;
    }
    for (const partition of partitionsOf(page)) {
      const previous = tails[partitionName(partition)] ?? '';
      await this.stream.publish(partition, [encode(partition, { position: last.position, previous, eventId: last.id, history })]);
    }
  }

  async pages(...names: string[]): Promise<string[]> {
    const found = await Promise.all(names.map(async (name) => ((await this.reader.document(idOf(name))) ? [name] : [])));
    return found.flat();
  }
  seen = (position: string, name: string) =>
    eventually(() => this.reader.waitFor(position.padStart(20, '0'), idOf(name)), PATIENCE);

  async close(): Promise<void> {
    await this.process.stop();
    await this.reader.close();
    await this.stream.close();
    this.registry.close();
    rmSync(this.folder, { recursive: true });
  }
}

describe('read models of many processes over a log that was put back', () => {
  let here: World;
  afterEach(() => here.close());
  const whole = (...names: string[]) =>
    eventually(async () => expect(await here.pages('a', 'b', 'c', 'd', 'e', 'f')).toEqual(names), PATIENCE);
  const live = () => here.registry.live(page.name);

  it('are disowned, and replaced once the relay relays that log; what it relayed of the other one counts for nothing', async () => {
    here = await World.open('a', 'b', 'c');
    await whole('a', 'b', 'c');
    await here.store.ask('d');
    await here.relay();
    await whole('a', 'b', 'c', 'd');
    await here.store.restore('a', 'b', 'e');
    await eventually(async () => expect(await live()).toMatchObject({ number: 1, ofOtherHistory: true }), PATIENCE);
    expect(here.errors).toContainEqual({
      projection: page.name,
      generation: 1,
      reason: expect.stringContaining('beyond the head'),
    });
    // Its position is before the checkpoints of what is served, which does not have it.
    await expect(here.reader.waitFor('0'.repeat(19) + '3')).rejects.toMatchObject({ code: 'projection-behind', position: '' });
    expect(await here.pages('a', 'd', 'e')).toEqual(['a', 'd']);
    await here.relay('second');
    await whole('a', 'b', 'e');
    await here.store.ask('f');
    await here.relay();
    await whole('a', 'b', 'e', 'f');
    expect(await live()).toEqual({ projection: page.name, number: 2, state: 'live', hash: page.code.rows });
    const generation = await here.registry.open((await live())!);
    const head = { position: await here.store.head(), eventId: derivedId('restored', 'f') };
    const places = async () => [...new Set([...(await generation.places()).values()].map((place) => JSON.stringify(place)))];
    await eventually(async () => expect(await places()).toEqual([JSON.stringify(head)]), PATIENCE);
    await generation.close();
  });

  it('are replaced where the log has become as long as it was: another event stands at their checkpoint', async () => {
    here = await World.open('a', 'b', 'c');
    await whole('a', 'b', 'c');
    await here.store.restore('a', 'b', 'e', 'f');
    await here.relay('second');
    await whole('a', 'b', 'e', 'f');
    expect(await live()).toMatchObject({ number: 2 });
  });
});
