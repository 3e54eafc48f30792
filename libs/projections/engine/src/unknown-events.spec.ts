import { TopicCreated, partitionOfKey } from '@stoa/contracts';
import {
  PASSED_OVER,
  keyed,
  partitionName,
  projection,
  type BatchChanges,
  type CheckpointMove,
  type Generation,
  type Projection,
  type RecordedEvent,
} from '@stoa/kernel';
import { WHOLE_LOG, applyBatch } from './apply-batch.ts';
import { PoisonEvent } from './fold-batch.ts';
import { PartitionWorker } from './partitions/partition-worker.ts';
import { Watermarks } from './partitions/watermarks.ts';
import { replay } from './replay.ts';
import { passedOver } from './passed-over.ts';

class Topic {
  topic!: string;
  name!: string;
}
const sample = projection('sample', { topic: keyed(Topic) }, (when) => [
  when(TopicCreated, ({ data }, { topic }) => topic.put(data)),
]) as unknown as Projection;

const PARTITION = partitionOfKey('stoa.qa.v1', 'css');
const AT = '2026-01-02T03:04:05.678Z';

/** What a generation is asked to write, kept in memory. */
class Written {
  readonly commits: { to: string; changes: BatchChanges }[] = [];
  readonly moves: CheckpointMove[] = [];
  private position = '';

  readonly generation = {
    keyColumns: (table: string) => (table === PASSED_OVER ? ['type'] : ['topic']),
    sumColumns: () => ['events'],
    load: async () => [],
    checkpoint: async () => this.position,
    buildIndexes: async () => undefined,
    commit: async (_partition: string, from: string, to: string, changes: BatchChanges) => {
      if (from !== this.position) return false;
      this.commits.push({ to, changes });
      this.position = to;
      return true;
    },
    advance: async (moves: readonly CheckpointMove[]) => {
      this.moves.push(...moves);
      this.position = moves.at(-1)?.to ?? this.position;
      return new Set(moves.map(({ partition }) => partition));
    },
  } as unknown as Generation & { advance(moves: readonly CheckpointMove[]): Promise<ReadonlySet<string>> };

  get counted(): unknown[] {
    return this.commits.flatMap(({ changes }) => changes.sums.get(PASSED_OVER) ?? []);
  }
  get topics(): unknown[] {
    return this.commits.flatMap(({ changes }) => (changes.puts.get('topic') ?? []).map((row) => (row as Topic).name));
  }
}

let events = 0;
function happened(type: string, more: Partial<RecordedEvent> = {}, topic = 'stoa.qa.v1'): RecordedEvent {
  const revision = ++events;
  const meta = { commandId: 'c', bodyHash: '', occurredAt: AT, correlationId: 'c', route: { topic, key: 'css' } };
  const place = { id: String(revision), stream: 'topic-css', revision, position: String(revision).padStart(6, '0') };
  return {
    type,
    data: { topic: `topic-${revision}`, name: `${revision}` },
    ...place,
    occurredAt: AT,
    recordedAt: AT,
    meta,
    ...more,
  };
}
const created = () => happened(TopicCreated.type);
const unknownType = (topic?: string) => happened('TopicPraised.v1', { unknown: 'type' }, topic);
const unknownVersion = () => happened('TopicCreated.v9', { unknown: 'version' });
const foreignVersion = () => happened('QuestionAsked.v9', { unknown: 'version' });

const storeOf = (log: readonly RecordedEvent[]) => ({
  idAt: async (position: string) => log.find((event) => event.position === position)?.id,
  async *readAll(after: string, { until }: { until?: string } = {}) {
    yield log.filter(({ position }) => position > after && (until === undefined || position <= until));
  },
});

describe('a batch with events that this code does not know', () => {
  const apply = (written: Written, batch: RecordedEvent[]) =>
    applyBatch(sample, written.generation, WHOLE_LOG, '', batch, { marks: true });

  it('of an unknown type: they are passed over, and counted with the checkpoint', async () => {
    const written = new Written();
    const batch = [unknownType(), created(), unknownType()];
    await apply(written, batch);
    expect(written.counted).toEqual([{ type: 'TopicPraised.v1', events: 2 }]);
    expect(written.topics).toEqual([(batch[1]!.data as Topic).name]);
    expect(written.commits.map(({ to }) => to)).toEqual([batch[2]!.position]);
  });

  it('of an unknown version of what it folds: it stops there, and says what it knows', async () => {
    const written = new Written();
    const applied = apply(written, [created(), unknownVersion(), created()]);
    await expect(applied).rejects.toThrow(PoisonEvent);
    await expect(applied).rejects.toThrow(/TopicCreated\.v9.*this code knows TopicCreated\.v1, and no later version/);
    expect(written.commits).toEqual([]);
  });

  it('of an unknown version of what it never folds: passed over like every event that it does not fold', async () => {
    const written = new Written();
    await apply(written, [foreignVersion(), created()]);
    expect([written.topics.length, written.counted]).toEqual([1, []]);
  });

  it('in another topic: no matter of this read model; in a topic that no code here has: counted', async () => {
    const written = new Written();
    await apply(written, [unknownType('stoa.mentors.v1'), unknownType('stoa.badges.v1')]);
    expect(written.counted).toEqual([{ type: 'TopicPraised.v1', events: 1 }]);
  });

  it('in a replay as live', async () => {
    const written = new Written();
    const html = { render: async () => [] };
    await replay(sample, storeOf([created(), unknownType()]), written.generation, html);
    expect([written.topics.length, written.counted]).toEqual([1, [{ type: 'TopicPraised.v1', events: 1 }]]);
    await expect(replay(sample, storeOf([unknownVersion()]), new Written().generation, html)).rejects.toThrow(PoisonEvent);
  });
});

describe('a partition in which they come', () => {
  const worker = (written: Written, log: RecordedEvent[] = [], watermarks = new Watermarks(written.generation)) =>
    new PartitionWorker(sample, written.generation, PARTITION, storeOf(log), watermarks);
  const said = (event: RecordedEvent, previous = '') => ({ position: event.position, previous, event });

  it('counts one alone, which is more than a watermark', async () => {
    const written = new Written();
    await worker(written).apply([said(unknownType())]);
    expect([written.counted, written.moves]).toEqual([[{ type: 'TopicPraised.v1', events: 1 }], []]);
  });

  it('moves on over an event that it does not fold as a watermark does', async () => {
    const written = new Written();
    const other = happened('QuestionAsked.v1');
    const watermarks = new Watermarks(written.generation);
    await worker(written, [], watermarks).apply([said(other)]);
    await watermarks.close();
    expect(written.moves).toEqual([{ partition: partitionName(PARTITION), from: '', to: other.position, eventId: other.id }]);
  });

  it('passes over those in a hole, routed by what they were recorded with', async () => {
    const written = new Written();
    const log = [created(), unknownType(), unknownType('stoa.mentors.v1'), unknownType('stoa.badges.v1'), created()];
    await worker(written, log).apply([{ position: log[4]!.position, previous: log[4]!.position }]);
    expect(written.topics).toEqual([log[0], log[4]].map((event) => (event!.data as Topic).name));
    expect(written.counted).toEqual([{ type: 'TopicPraised.v1', events: 1 }]);
  });

  it('stops at an unknown version, told or in a hole', async () => {
    const written = new Written();
    const [before, newer] = [created(), unknownVersion()];
    await expect(worker(written).apply([said(before), said(newer, before.position)])).rejects.toThrow(PoisonEvent);
    const hole = { position: newer.position, previous: newer.position };
    await expect(worker(written, [before, newer]).apply([hole])).rejects.toThrow(PoisonEvent);
    expect(written.topics).toEqual([]);
  });
});

it('the count is reported as long as this code does not know the type', async () => {
  const first = async () => [
    { type: 'TopicCreated.v1', events: 2 },
    { type: 'TopicPraised.v1', events: 1 },
  ];
  await expect(passedOver({ first: first as never })).resolves.toEqual([{ type: 'TopicPraised.v1', events: 1 }]);
});
