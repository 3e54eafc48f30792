import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  StreamNotFoundError,
  jsonEvent,
} from '@eventstore/db-client';
import { derivedId } from '@stoa/kernel';
import { inLanes } from './questions.ts';

/**
 * The bare limit of a command: what the library does with a read of the command's stream, one of the stream that it depends on, and an
 * append with the expected revision; nothing is checked or decided. Gives how many a second.
 */
export async function bareCommands(
  connectionString: string,
  streams: readonly string[],
  name: string,
  clients: number,
  count: number,
): Promise<number> {
  const client = EventStoreDBClient.connectionString(connectionString);
  const command = async (index: number) => {
    const stream = streams[index % streams.length]!;
    const questionId = stream.slice(stream.indexOf('-') + 1);
    const memberId = derivedId('bare-member', name, String(index));
    const own = `rating-${questionId}-${memberId}`;
    await drained(client.readStream(own, { direction: BACKWARDS, fromRevision: END, maxCount: 100 }));
    await drained(client.readStream(stream, { direction: FORWARDS, fromRevision: START, maxCount: 1000 }));
    const event = jsonEvent({
      type: 'QuestionRated.v1',
      data: { questionId, memberId, value: 'helpful', former: null },
      metadata: {
        commandId: memberId,
        bodyHash: memberId,
        occurredAt: '2026-01-01T00:00:00.000Z',
        correlationId: name,
        principal: memberId,
      },
    });
    await client.appendToStream(own, [event], { expectedRevision: NO_STREAM, deadline: 60_000 });
  };
  const warm = Math.floor(count / 2);
  await inLanes(Array.from({ length: warm }), clients, (_, index) => command(count + index));
  const started = performance.now();
  await inLanes(Array.from({ length: count }), clients, (_, index) => command(index));
  const perSecond = count / ((performance.now() - started) / 1000);
  await client.dispose();
  return perSecond;
}

async function drained(events: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const event of events) void event;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}
