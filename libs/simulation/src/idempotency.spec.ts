import { MemoryEventStore } from '@stoa/event-store';
import type { CommandMessage, Outcome } from '@stoa/kernel';
import { everything } from '@stoa/event-store/testing/stores';
import { seeded } from '@stoa/testing';
import { startContexts, type Contexts } from './contexts.ts';
import { simulate } from './simulate.ts';

const SEEDS = [1, 2, 3];
/** Commands that make something new each time that they come with a key of their own. */
const MAKING = ['AskQuestion', 'AnswerQuestion', 'RegisterMember', 'IssueToken', 'ImportViews'];
type CarryOut = (command: CommandMessage, contexts: Contexts, store: MemoryEventStore) => Promise<Outcome & { id: string }>;

async function simulateWith(seed: number, carryOut: CarryOut): Promise<void> {
  const store = new MemoryEventStore();
  const contexts = await startContexts(store);
  try {
    await simulate(store, seeded(seed), 400, (command) => carryOut(command, contexts, store));
  } finally {
    await contexts.close();
  }
}

it.each(SEEDS)('any command twice in a row is one command (seed %i)', async (seed) => {
  let repeats = 0;
  await simulateWith(seed, async (command, contexts, store) => {
    const head = await store.head();
    const first = await contexts.execute(command);
    const after = await store.head();
    const { repeated, ...second } = await contexts.execute(command);
    // `imported` counts the events of this very request.
    expect(second).toEqual('imported' in first ? { ...first, imported: 0 } : first);
    expect(repeated).toBe(after === head ? undefined : true);
    expect(await store.head()).toBe(after);
    if (repeated) repeats++;
    return first;
  });
  expect(repeats).toBeGreaterThan(250);
});

it.each(SEEDS)('what is so already stays so: the same wish under another key leaves no event (seed %i)', async (seed) => {
  let wishes = 0;
  await simulateWith(seed, async (command, contexts, store) => {
    const first = await contexts.execute(command);
    if (MAKING.includes(command.type)) return first;
    const after = await store.head();
    const { commandId, ...context } = command.context;
    const again = { ...command, context: { ...context, commandId: `${commandId} again` } };
    const second = await contexts.execute(
      Object.assign(Object.create(Object.getPrototypeOf(command) as object), again) as CommandMessage,
    );
    expect(second).toEqual(first);
    expect(await store.head()).toBe(after);
    wishes++;
    return first;
  });
  expect(wishes).toBeGreaterThan(200);
});

it.each(SEEDS)('the same key with another body is refused, and leaves no event (seed %i)', async (seed) => {
  let refused = 0;
  await simulateWith(seed, async (command, contexts, store) => {
    const head = await store.head();
    const first = await contexts.execute(command);
    const after = await store.head();
    if (after === head) return first;
    const other = { ...command, context: { ...command.context, bodyHash: 'another body' } };
    const clash = contexts.execute(
      Object.assign(Object.create(Object.getPrototypeOf(command) as object), other) as CommandMessage,
    );
    await expect(clash).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(await store.head()).toBe(after);
    refused++;
    return first;
  });
  expect(refused).toBeGreaterThan(200);
});

it.each(SEEDS)('a process that dies at any append, and the retry of its command, end in the same log (seed %i)', async (seed) => {
  // Recorded after all that is simulated: a retry comes at once, not when its reservations have grown old.
  const recorded = () => '2029-01-01T00:00:00.000Z';
  const whole = new MemoryEventStore(recorded);
  const undisturbed = await startContexts(whole);
  await simulate(whole, seeded(seed), 400, (command) => undisturbed.execute(command));
  await undisturbed.close();

  const store = new MemoryEventStore(recorded);
  const dies = seeded(seed * 7 + 1);
  let deaths = 0;
  let retrying = false;
  const append: MemoryEventStore['append'] = async (...append) => {
    if (!retrying && dies.chance(0.5)) {
      deaths++;
      throw new Error('The process died');
    }
    return store.append(...append);
  };
  const contexts = await startContexts(Object.assign(Object.create(store) as MemoryEventStore, { append }));
  await simulate(store, seeded(seed), 400, async (command) => {
    retrying = false;
    try {
      return await contexts.execute(command);
    } catch (error) {
      if ((error as Error).message !== 'The process died') throw error;
      retrying = true;
      return contexts.execute(command);
    }
  });
  await contexts.close();
  expect(deaths).toBeGreaterThan(100);
  const told = async (log: MemoryEventStore) => (await everything(log)).map(({ recordedAt: _, ...event }) => event);
  expect(await told(store)).toEqual(await told(whole));
});
