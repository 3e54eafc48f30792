import { partitionOfEvent, QuestionAsked } from '@stoa/contracts';
import { partitionName, type PartitionHandler } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { foldInPartitions } from '@stoa/read-models/testing/fold-in-partitions';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { ProjectorWorld, page, type Spoilt } from '../testing/in-process-projectors.ts';

const log = randomLog(11, 300);
const STALLED = partitionName(partitionOfEvent(log.find(({ type }) => type === QuestionAsked.type)!));

/** Time is not waited for: the partition hangs until it is let go, which a minute is as well as any. */
function hanging(): Spoilt & { go(): void } {
  let go = () => undefined as void;
  const gone = new Promise<void>((resolve) => (go = resolve));
  const handler = (sound: PartitionHandler): PartitionHandler => ({
    assigned: (partition) => sound.assigned(partition),
    revoked: (partition) => sound.revoked(partition),
    handle: async (partition, ...rest) => {
      if (partitionName(partition) === STALLED) await gone;
      return sound.handle(partition, ...rest);
    },
  });
  return { handler, go: () => go() };
}

it('a partition that stalls delays its own keys and no others, and then they come too', async () => {
  const world = await ProjectorWorld.open();
  const stall = hanging();
  const running = await world.projector(stall);
  try {
    for (let at = 0; at < log.length; at += 50) await world.say(log.slice(at, at + 50));
    await eventually(async () => expect(await world.behind()).toEqual([STALLED]), { timeout: 30_000 });
    // More comes while it stalls, and that too is only held up there.
    expect(await world.look((generation) => generation.checkpoint(STALLED))).toBe('');
    stall.go();
    await eventually(async () => expect(await world.behind()).toEqual([]), { timeout: 30_000 });
    expect(await world.dumped()).toEqual(await foldInPartitions(page, log, 1, 11));
  } finally {
    stall.go();
    await running.stop();
    await world.close();
  }
});
