import { RegisterMember, RegisterMentor, mentorIdOf } from '@stoa/contracts';
import {
  commandContext,
  derivedId,
  isRefusal,
  type CommandMessage,
  type EventStore,
  type Outcome,
  type Principal,
} from '@stoa/kernel';
import type { Random } from '@stoa/testing';
import { anything, ask, giveAnswer, type Wish } from './activities.ts';
import { anyInstant, instants } from './calendar.ts';
import { NAMES, profile } from './words.ts';
import { emptyWorld } from './world.ts';

const ADMIN: Principal = { memberId: derivedId('simulation', 'admin'), roles: ['admin'] };
const MENTORS = 5;
/** How many commands come on average for one event; the rest change nothing or are refused. */
const COMMANDS_PER_EVENT = 20;

/**
 * Lets made-up people use the site until the store holds at least `size` events: first members, mentors, a question and an answer,
 * then anything. Wishes that the deciders refuse are passed over. `carryOut` is the way a command takes; the same draws give the
 * same commands, in the same order.
 */
export async function simulate(
  store: EventStore,
  random: Random,
  size: number,
  carryOut: (command: CommandMessage) => Promise<Outcome & { id: string }>,
): Promise<void> {
  const world = emptyWorld(ADMIN);
  const times = instants(random, size);
  let commands = 0;

  const attempt = async ({ command: Command, data, by, remember }: Wish): Promise<string | undefined> => {
    const written = Number(await store.head());
    const occurredAt = random.chance(0.05) ? anyInstant(random) : (times[Math.min(written, size - 1)] as string);
    const key = String(commands++);
    const context = commandContext({ principal: by, command: Command.type, key, body: data, occurredAt, correlationId: key });
    try {
      const { id } = await carryOut(new Command(Command.schema.parse(data) as never, context));
      remember?.(id);
      return id;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  };

  for (const displayName of NAMES) {
    const memberId = await attempt({ command: RegisterMember, data: { displayName }, by: ADMIN });
    if (memberId) world.members.push({ memberId, roles: ['member'] });
  }
  for (const [index, by] of world.members.slice(0, MENTORS).entries()) {
    const data = { handle: `mentor-${index}`, displayName: NAMES[index] ?? '', ...profile(random) };
    await attempt({ command: RegisterMentor, data, by });
    world.mentors.push({ mentorId: mentorIdOf(by.memberId), by });
  }
  await attempt(ask(world, random));
  await attempt(giveAnswer(world, random));
  while (Number(await store.head()) < size) {
    await attempt(anything(world, random));
    if (commands > size * COMMANDS_PER_EVENT + 1000) throw new Error(`${commands} commands left too few events`);
  }
}
