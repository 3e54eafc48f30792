import type { PartitionHandler, PartitionId } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { foldInPartitions } from '@stoa/read-models/testing/fold-in-partitions';
import { randomLog } from '@stoa/read-models/testing/random-log';
import type { OffsetHints } from '../operating/ports.ts';
import type { PartitionConsumer } from './partition-consumer.ts';
import { ProjectorWorld, page, type Spoilt } from '../testing/in-process-projectors.ts';

const log = randomLog(12, 200);
const COMMITS = 4;

/** Commits where it is in the topic before it writes rows, and begins there again whatever the rows say. */
const offsetsFirst = (sound: PartitionConsumer, hints: OffsetHints): PartitionHandler => ({
  assigned: async (partition) => {
    await sound.assigned(partition);
    const hint = await hints.load(partition);
    return hint && hint.offset + 1n;
  },
  revoked: (partition) => sound.revoked(partition),
  handle: async (partition, records, alive) => {
    const hint = { offset: records.at(-1)!.offset, position: '' };
    await hints.save(new Map<PartitionId, typeof hint>([[partition, hint]]));
    await sound.handle(partition, records, alive);
  },
});

/** From some commit on nothing is written any more: what a kill leaves of a process. */
const dying = (spoilt: Spoilt): Spoilt => {
  let left = COMMITS;
  const dead = () => Promise.reject(new Error('The process is dead'));
  return {
    ...spoilt,
    generation: (sound) => ({
      commit: (...batch) => (left-- > 0 ? sound.commit(...batch) : dead()),
      advance: (moves) => (left > 0 ? sound.advance(moves) : dead()),
    }),
  };
};

/** One process is killed amid its work, another takes its place, and nothing more happens; throws where the pages are not whole then. */
async function afterAKill(spoilt: Spoilt): Promise<void> {
  const world = await ProjectorWorld.open();
  try {
    await world.say(log);
    const first = await world.projector(dying(spoilt));
    await eventually(() => expect(world.troubles.join()).toContain('The process is dead'), { timeout: 20_000 });
    await eventually(() => first.projector.saveHints());
    await first.stop();
    const second = await world.projector(spoilt);
    try {
      await eventually(
        async () => {
          const behind = await world.behind();
          if (behind.length > 0) throw new Error(`${behind.length} partitions stand still for ever`);
        },
        { timeout: 5000 },
      );
      expect(await world.dumped()).toEqual(await foldInPartitions(page, log, 1, 12));
    } finally {
      await second.stop();
    }
  } finally {
    await world.close();
  }
}

describe('where a process is in a topic is a hint, and rows say what is done', () => {
  it('so that what a killed one left is done by the next', () => expect(afterAKill({})).resolves.toBeUndefined());

  it('is noticed where offsets are committed before the rows, and trusted', async () => {
    await expect(afterAKill({ handler: offsetsFirst })).rejects.toThrow('stand still');
  });
});
