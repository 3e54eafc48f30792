import { MemoryEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import { foldInPartitions } from '@stoa/read-models/testing/fold-in-partitions';
import { newestTwin, withoutName, writeInOldestVersions } from '@stoa/read-models/testing/former-versions';
import { randomLog } from '@stoa/read-models/testing/random-log';
import type { RecordedEvent } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import { ProjectorWorld, page } from './testing/in-process-projectors.ts';

const log = randomLog(12, 300);
let written: RecordedEvent[];
let twin: RecordedEvent[];
beforeAll(async () => {
  const store = new MemoryEventStore();
  await writeInOldestVersions(log, store);
  written = await everything(store);
  twin = await newestTwin(log, store);
});

/** What a projector makes of messages in which these events are carried. */
async function projected(events: readonly RecordedEvent[]): Promise<string[]> {
  const world = await ProjectorWorld.open();
  try {
    const projector = await world.projector();
    await world.say(events);
    await eventually(async () => expect(await world.behind()).toEqual([]));
    await projector.stop();
    expect(world.troubles).toEqual([]);
    return await world.dumped();
  } finally {
    await world.close();
  }
}

it('messages of the first release make the pages that their upcast twins make', async () => {
  expect(written.some(({ stored }) => stored !== undefined)).toBe(true);
  expect(await projected(written)).toEqual(await foldInPartitions(page, twin, 1, 1));
});

it('an upcaster that loses something is noticed', async () => {
  const wrong = written.map((event) => ({ ...withoutName(event), stored: undefined }));
  expect(await projected(wrong)).not.toEqual(await foldInPartitions(page, twin, 1, 1));
});
