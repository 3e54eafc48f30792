import {
  partitionName,
  type PartitionId,
  type HashedProjection,
  type Relayed,
  type SharedGeneration,
  type StreamRecord,
} from '@stoa/kernel';
import { projections } from '@stoa/read-models/projections';
import { eventually } from '@stoa/testing';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { topicsOf } from '@stoa/read-models/testing/topics-of';
import { DocumentBuilder } from '../documents/document-builder.ts';
import { Following } from './following.ts';
import { PartitionConsumer } from './partition-consumer.ts';
import { ProjectorProcess, type ProjectorProcessParts } from './projector-process.ts';
import { ProgressInProcess } from '../testing/progress-in-process.ts';
import { rebuildParts } from '../testing/rebuild-parts.ts';
import { partitionsOf } from './topics-of-projection.ts';

const access = projections.find(({ name }) => name === 'access')!;
const log = randomLog(4, 150);
const { partition, said } = [...topicsOf(log).values()].find(({ said: messages }) => messages.filter(({ event }) => event?.type === 'TokenIssued.v1').length > 1)!; // prettier-ignore
const last = said.at(-1)!.position;
const awake = async () => undefined;
const nothing = { load: async () => undefined, save: async () => undefined, record: async () => undefined };
const troubles = { report: async () => undefined, of: async () => [] };
const progress = new ProgressInProcess();
/** Records whose offset is the message's place in `said`. */
const records = (from: number, to?: number): StreamRecord[] =>
  said.map((_, index) => ({ offset: BigInt(index), key: '', value: new Uint8Array(), headers: {} })).slice(from, to);
const decode = (_partition: PartitionId, { offset }: StreamRecord) => ({ ok: said[Number(offset)] as Relayed });

describe('processes that keep read models up', () => {
  let here: Awaited<ReturnType<typeof rebuildParts>>;
  beforeEach(async () => void (here = await rebuildParts([access], log)));
  afterEach(() => here.close());
  /** A generation at the start of all partitions. */
  const begun = async (live: boolean): Promise<SharedGeneration> => {
    const record = await here.registry.create('access', access.code.rows);
    await here.registry.follow(record, new Map(partitionsOf(access).map((one) => [partitionName(one), ''])));
    if (live) await here.registry.switchTo(record);
    return here.registry.open(record);
  };
  const consumerOf = (following: Following) =>
    new PartitionConsumer({
      following,
      decode,
      setAside: nothing,
      hints: nothing,
      ledger: here.parts.ledger,
      onHistory: awake,
    });
  const projector = async () => {
    const following = new Following({ ...here.parts, progress, troubles });
    await following.refresh();
    return { following, one: consumerOf(following) };
  };

  it('what came while a generation was frozen is in it soon after, though nothing more comes', async () => {
    const live = await begun(true);
    const { one } = await projector();
    await one.assigned(partition);
    await one.handle(partition, records(0, 5), awake);
    await live.freeze();
    await one.handle(partition, records(5), awake);
    await live.unfreeze();
    await one.drawLevel();
    expect(await live.checkpoint(partitionName(partition))).toBe(last);
  });

  it('a generation that comes while the last messages are in flight is brought to where they end', async () => {
    await begun(true);
    const { following, one } = await projector();
    await one.assigned(partition);
    await one.handle(partition, records(0, 5), awake);
    let land: () => void = () => undefined;
    const flying = new Promise<void>((resolve) => (land = resolve));
    const handled = one.handle(partition, records(5), () => flying);
    const next = await begun(false);
    await following.refresh();
    const drawn = one.drawLevel();
    land();
    await Promise.all([handled, drawn]);
    await one.drawLevel();
    expect(await next.checkpoint(partitionName(partition))).toBe(last);
  });

  it('passes over read models that only other code knows', async () => {
    await begun(true);
    const { registry } = here;
    const unknown = { projection: 'of-other-code', number: 1, state: 'live' as const, hash: 'other' };
    const more = Object.assign(Object.create(registry) as typeof registry, {
      list: async () => [unknown, ...(await registry.list())],
    });
    const following = new Following({ ...here.parts, progress, registry: more, troubles });
    await following.refresh();
    expect(following.all().map(({ record }) => record.projection)).toEqual(['access']);
  });

  it('tells operators of an event that cannot be folded, also where that fails at first', async () => {
    await begun(true);
    const told: string[] = [];
    let failures = 1;
    const report = async ({ reason }: { reason: string }) => {
      if (failures-- > 0) throw new Error('The database is unavailable');
      told.push(reason);
    };
    const broken: HashedProjection = { ...access, handlers: new Map([...access.handlers].map(([type, handler]) => [type, { ...handler, fold: () => { throw new Error('no'); } }])) }; // prettier-ignore
    const following = new Following({ ...here.parts, progress, projections: [broken], troubles: { ...troubles, report } });
    await following.refresh();
    const one = consumerOf(following);
    await one.assigned(partition);
    await expect(one.handle(partition, records(0), awake)).rejects.toThrow('The database is unavailable');
    await one.handle(partition, records(0), awake);
    expect(told).toEqual([expect.stringContaining('cannot fold')]);
  });

  it('what a store can never hold stops one read model in one partition, and holds up no message', async () => {
    await begun(true);
    const { registry } = here;
    const told: string[] = [];
    const report = async ({ reason }: { reason: string }) => void told.push(reason);
    const refuse = async () => {
      throw Object.assign(new Error('NUL'), { name: 'UnstorableText' });
    };
    const refusing = Object.assign(Object.create(registry) as typeof registry, {
      open: async (record: Parameters<typeof registry.open>[0]) => Object.assign(await registry.open(record), { commit: refuse }),
    });
    const following = new Following({ ...here.parts, progress, registry: refusing, troubles: { ...troubles, report } });
    await following.refresh();
    const one = consumerOf(following);
    await one.assigned(partition);
    await one.handle(partition, records(0), awake);
    expect(told).toEqual(['NUL']);
  });

  it('a builder stops after the documents in flight, however many are left', async () => {
    const seat = {
      dirty: async () => [{ key: 'k', version: '1' }],
      snapshot: async () => new Map(),
      settle: awake,
      adoptDocuments: async () => false,
      release: awake,
    };
    const generation = { takeSeat: async () => seat, documentsHash: async () => undefined } as unknown as SharedGeneration;
    const projection = { ...access, name: 'endless', documents: { build: async () => new Map() } } as unknown as HashedProjection;
    const builder = new DocumentBuilder(projection, generation, { ...here.parts, progress, built: new Set() });
    await new Promise((resolve) => setImmediate(resolve));
    await builder.stop();
  });

  it('a stop waits for the look that is under way', async () => {
    await begun(true);
    const { jobs } = here;
    let gate: Promise<void> | undefined = undefined;
    let waiting = false;
    let order: string[] = [];
    let open: () => void = () => undefined;
    const slow = Object.assign(Object.create(jobs) as typeof jobs, {
      running: async () => {
        waiting = gate !== undefined;
        await gate;
        order.push('looked');
        return jobs.running();
      },
    });
    let saves = 0;
    const hints = { ...nothing, save: async () => void saves++ };
    const stream = { consume: (_group: string, _topics: unknown, handler: PartitionConsumer) => {
      const held = handler.assigned(partition).then(() => handler.handle(partition, records(0, 3), awake));
      return { stop: () => held };
    } } as unknown as ProjectorProcessParts['stream']; // prettier-ignore
    const parts = { ...here.parts, jobs: slow, stream, decode, setAside: nothing, hints, troubles, progress };
    const process = new ProjectorProcess(parts);
    await process.start();
    gate = new Promise((resolve) => (open = resolve));
    await eventually(() => expect(waiting && saves > 1).toBe(true));
    order = [];
    const stopping = process.stop().then(() => order.push('stopped'));
    // A stop that waited for nothing would be through by now.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    open();
    await stopping;
    expect(order).toEqual(['looked', 'stopped']);
  });

  it('goes on saying what one of its works cannot do while the others go well, and tells it once', async () => {
    const told: unknown[] = [];
    let [saves, looks] = [0, 0];
    const away = async () => {
      saves++;
      throw new Error('The hints are away');
    };
    const running = async () => {
      if (saves > 0) looks++;
      return here.jobs.running();
    };
    const stream = { consume: (_group: string, _topics: unknown, handler: PartitionConsumer) => {
      const held = handler.assigned(partition).then(() => handler.handle(partition, records(0, 3), awake));
      return { stop: () => held };
    } } as unknown as ProjectorProcessParts['stream']; // prettier-ignore
    const jobs = Object.assign(Object.create(here.jobs) as typeof here.jobs, { running });
    const quiet = { info: () => undefined, error: () => undefined, warn: (fields: object) => void told.push(fields) };
    const parts = { ...here.parts, jobs, stream, decode, setAside: nothing, hints: { ...nothing, save: away }, troubles, progress, log: quiet }; // prettier-ignore
    const process = new ProjectorProcess(parts);
    await process.start();
    await eventually(() => expect(looks > 3 && saves > 1).toBe(true));
    expect(process.waitingFor()).toBe('The hints are away');
    expect(told).toEqual([{ work: 'hints', reason: 'The hints are away' }]);
    await process.stop();
  });
});
