import type { EventStream } from '@stoa/kernel';
import type { Clause, OpenStream } from './contract/clause.ts';
import { closing } from './contract/closing.ts';
import { consuming } from './contract/consuming.ts';
import { groups } from './contract/groups.ts';
import { publishing } from './contract/publishing.ts';

export { message, patience, shape, type Clause, type OpenStream } from './contract/clause.ts';

/** Every promise that libs/kernel/src/stream/event-stream.ts makes. What it keeps outlives its streams: a broker's, or a file's. */
export const clauses: readonly Clause[] = [...publishing, ...consuming, ...groups, ...closing];

/** Runs one clause under a topic of its own, and closes what it opened. */
export async function checkClause(clause: Clause, open: OpenStream, topic: string): Promise<void> {
  const opened: EventStream[] = [];
  const remembering: OpenStream = (topics) => {
    const stream = open(topics);
    opened.push(stream);
    return stream;
  };
  try {
    await clause.check(remembering, topic);
  } finally {
    await Promise.all(opened.map((stream) => stream.close()));
  }
}

/** Every clause over one kind of stream; the broker may hold others' topics. */
export function eventStreamContract(name: string, opener: () => OpenStream): void {
  describe(`${name} keeps the event stream's promises`, () => {
    it.each(clauses.map((clause, index) => [clause.name, clause, index] as const))('%s', async (_name, clause, index) => {
      await expect(checkClause(clause, opener(), `contract-${Date.now().toString(36)}-${index}`)).resolves.toBeUndefined();
    });
  });
}
