import { derivedId, type Appended, type ExpectedRevision, type NewEvent } from '@stoa/kernel';
import { eventually, seeded } from '@stoa/testing';
import { Appender } from './appender.ts';
import type { Connection } from './connection.ts';
import { failureOf } from './failures.ts';
import { LogReader } from './log-reader.ts';

const BOUNDS = { deadlineMs: 1000, patienceMs: 30_000 };
const COMMANDS = 40;
const CALLS_LOST = 0.4;

interface Stored {
  readonly id: string;
  readonly revision: bigint;
  readonly position: { readonly commit: bigint };
}

/** A server that loses calls before it carries them out, and answers after it did; the same events at the same place again are the same append. */
class LossyServer {
  readonly log: Stored[] = [];
  private readonly streams = new Map<string, Stored[]>();
  readonly connection: Connection;

  constructor(seed: number) {
    const random = seeded(seed);
    const appendToStream = async (
      stream: string,
      events: { id: string }[],
      { expectedRevision }: { expectedRevision: unknown },
    ) => {
      if (random.fraction() < CALLS_LOST / 2) throw lost();
      const answer = this.append(stream, events, expectedRevision);
      if (random.fraction() < CALLS_LOST / 2) throw lost();
      return answer;
    };
    this.connection = { client: { appendToStream }, credentials: {}, close: async () => undefined } as unknown as Connection;
  }

  private append(name: string, events: { id: string }[], expected: unknown) {
    const stream = this.streams.get(name) ?? [];
    this.streams.set(name, stream);
    const at = expected === 'no_stream' ? 0 : Number(expected) + 1;
    const repeated = events.every(({ id }, index) => stream[at + index]?.id === id);
    if (!repeated) {
      if (stream.length !== at) throw Object.assign(new Error('conflict'), { type: 'wrong-expected-version', actualVersion: BigInt(stream.length - 1) }); // prettier-ignore
      for (const { id } of events) {
        const stored = { id, revision: BigInt(stream.length), position: { commit: BigInt(this.log.length + 1) } };
        stream.push(stored);
        this.log.push(stored);
      }
    }
    const last = stream[at + events.length - 1]!;
    return { nextExpectedRevision: last.revision, position: last.position };
  }
}

const lost = () => Object.assign(new Error('Connection dropped'), { code: 14 });

type Append = (stream: string, events: readonly NewEvent[], expected: ExpectedRevision) => Promise<Appended>;

/** The appender without its second try: what is not known is taken for `hope`. */
function hopeful(connection: Connection, hope: 'done' | 'not done'): Append {
  return async (stream, events, expected) => {
    try {
      const { nextExpectedRevision, position } = await connection.client.appendToStream(stream, events as never, {
        expectedRevision: expected === 'no-stream' ? 'no_stream' : BigInt(expected),
      });
      return { revision: Number(nextExpectedRevision), position: String(position?.commit) };
    } catch (error) {
      if (failureOf(error) !== 'unknown' || hope === 'not done') throw error;
      return { revision: expected === 'no-stream' ? 0 : expected + 1, position: '' };
    }
  };
}

/** A client that sends one append after the other, and repeats under another name those reported as failed; throws what is wrong afterwards. */
async function someone(server: LossyServer, append: Append): Promise<void> {
  const acknowledged: string[] = [];
  for (let command = 0; command < COMMANDS; command++)
    await eventually(
      async () => {
        const tries = refused.length;
        const id = derivedId('event', String(command), String(tries));
        const event = { id, type: 'Happened.v1', data: {}, meta: { commandId: id, bodyHash: '', occurredAt: '', correlationId: '' } };
        await append(`stream-${command}-${tries}`, [event], 'no-stream').catch((error: unknown) => {
          refused.push(id);
          throw error;
        });
        acknowledged.push(id);
      },
      { timeout: 20_000 },
    ); // prettier-ignore
  const there = server.log.map(({ id }) => id);
  const missing = acknowledged.filter((id) => !there.includes(id)).length;
  if (missing > 0) throw new Error(`${missing} of ${acknowledged.length} acknowledged are lost`);
  const done = refused.filter((id) => there.includes(id)).length;
  if (done > 0) throw new Error(`${done} of ${refused.length} that were said to have failed happened, and happened again`);
  if (there.length !== acknowledged.length)
    throw new Error(`${there.length - acknowledged.length} exist that were never acknowledged`);
}
const refused: string[] = [];
beforeEach(() => void refused.splice(0));

const sound = ({ connection }: LossyServer): Append => {
  const appender = new Appender(connection, new LogReader(connection, BOUNDS), BOUNDS);
  return (stream, events, expected) => appender.append(stream, stream, events, expected);
};

describe('an append of which nobody knows what came', () => {
  it.each([1, 2, 3])('is asked for again until it is known (seed %i)', async (seed) => {
    const server = new LossyServer(seed);
    await expect(someone(server, sound(server))).resolves.toBeUndefined();
  });

  it('is noticed where it is hoped to have succeeded', async () => {
    const server = new LossyServer(1);
    await expect(someone(server, hopeful(server.connection, 'done'))).rejects.toThrow('acknowledged are lost');
  });

  it('is noticed where it is hoped to have failed', async () => {
    const server = new LossyServer(1);
    await expect(someone(server, hopeful(server.connection, 'not done'))).rejects.toThrow('happened again');
  });
});
