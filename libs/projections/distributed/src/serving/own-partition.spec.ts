import { partitionOfEvent, partitionOfKey } from '@stoa/contracts';
import { randomLog } from '@stoa/read-models/testing/random-log';
import { eventually } from '@stoa/testing';
import { ProjectorWorld } from '../testing/in-process-projectors.ts';

const log = randomLog(5, 60).map((event) => ({ ...event, position: event.position.padStart(20, '0') }));
const asked = log.find(({ type }) => type.startsWith('QuestionAsked'))!;
const { questionId } = asked.data as { questionId: string };
const own = [partitionOfKey('stoa.qa.v1', questionId)];
/** Up to the last event of the question's partition; what other partitions have, comes no further than that. */
const last = log.findLast((event) => partitionOfEvent(event).topic === own[0]!.topic && partitionOfEvent(event).partition === own[0]!.partition)!; // prettier-ignore

describe('a reader of one partition', () => {
  let world: ProjectorWorld;
  beforeEach(async () => (world = await ProjectorWorld.open()));
  afterEach(() => world.close());

  it('has what is committed there, without any watermark; one of all partitions has not', async () => {
    const projector = await world.projector();
    await world.say(log.slice(0, log.indexOf(last) + 1), { watermarks: false });
    const reader = world.reader(200);
    await eventually(() => reader.waitFor(last.position, undefined, own));
    await expect(reader.waitFor(last.position)).rejects.toMatchObject({ code: 'projection-behind' });
    await reader.close();
    await projector.stop();
  });

  it('waits for what is committed nowhere', async () => {
    const reader = world.reader(50);
    await expect(reader.waitFor(last.position, undefined, own)).rejects.toMatchObject({
      code: 'projection-behind',
      position: '',
    });
    await reader.close();
  });
});
