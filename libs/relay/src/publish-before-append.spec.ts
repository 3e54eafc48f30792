import { partitionOfEvent } from '@stoa/contracts';
import { derivedId, type NewEvent } from '@stoa/kernel';
import { eventually, idOf, questionAsked } from '@stoa/testing';
import { RelayedWorld, codec } from './testing/relayed-world.ts';

const RACES = 20;

const asked = (race: number, by: string): NewEvent => {
  const id = derivedId('event', String(race), by);
  const meta = { commandId: id, bodyHash: '', occurredAt: '2026-03-02T10:00:00.000Z', correlationId: id };
  return { ...questionAsked({ questionId: idOf(`question-${race}`), title: `What ${by} asks` }), id, meta };
};

/** What a process does with the event of a command; throws where the command is refused. */
type Write = (world: RelayedWorld, stream: string, event: NewEvent, by: string) => Promise<void>;

const appendOnly: Write = async ({ store }, stream, event) => void (await store.append(stream, [event], 'no-stream'));

/** Publishes first, with the position that it expects in the log. */
const publishFirst: Write = async (world, stream, event, by) => {
  const log = await world.log();
  const position = String(log.length + 1).padStart(log[0]?.position.length ?? 16, '0');
  const about = { stream, revision: 0, position, occurredAt: event.meta.occurredAt, recordedAt: event.meta.occurredAt };
  const partition = partitionOfEvent(event);
  await world.stream.publish(partition, [codec.encode(partition, { position, previous: '', event: { ...event, ...about } })]);
  // The first to publish need not be the first to append.
  if (by === 'one') await new Promise((resolve) => setTimeout(resolve, 5));
  await appendOnly(world, stream, event, by);
};

/** Two processes race for the same stream, again and again, and one of each pair loses; throws where consumers received what is not in the log. */
async function races(write: Write): Promise<void> {
  const world = new RelayedWorld();
  try {
    await world.stream.ensureTopics();
    world.relay();
    for (let race = 0; race < RACES; race++) {
      const both = ['one', 'other'].map((by) => write(world, `question-${race}`, asked(race, by), by));
      const ends = await Promise.allSettled(both);
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
    const log = await world.log();
    await eventually(() => expect(world.relayed().length).toBeGreaterThanOrEqual(log.length));
    await eventually(() => {
      const { reached } = world.consumed(log);
      expect([...reached.values()].every((position) => position >= log.at(-1)!.position)).toBe(true);
    });
    const known = new Set(log.map(({ id }) => id));
    const unheard = world.consumed(log).events.filter(({ id }) => !known.has(id)).length;
    if (unheard > 0) throw new Error(`Consumers received ${unheard} events that never happened`);
  } finally {
    await world.end();
  }
}

describe('an event is published after it is in the log', () => {
  it('so that a command that is refused leaves no trace', () => expect(races(appendOnly)).resolves.toBeUndefined());

  it('is noticed where it is published before the append', async () => {
    await expect(races(publishFirst)).rejects.toThrow('never happened');
  });
});
