import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { TOMBSTONE_REVISION } from './event-index.ts';
import { encode, PRESENT, type Field } from './wire.ts';

/** An event as a client proposes it. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

type ProposedMessage = Pick<InstanceType<typeof streams.AppendReq.ProposedMessage>, 'getId' | 'getMetadataMap' | 'getData_asU8' | 'getCustomMetadata_asU8'>; // prettier-ignore

export const proposedOf = (message: ProposedMessage): Proposed => ({
  id: (message.getId()?.getString() ?? '').toLowerCase(),
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export const nameOf = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string) => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Uint8Array.from(Buffer.from(stream)));
  return identifier;
};

export const revisionText = (revision: number): string =>
  revision === TOMBSTONE_REVISION ? '9223372036854775807' : String(revision);

/** What a reader is sent for one event, serialised once when it is written. */
export function eventMessage(
  { data, metadata, contentType }: Proposed,
  recorded: { position: number; revision: number; created: number; id: string; stream: string; type: string },
): Uint8Array {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(recorded.id);
  event.setId(id);
  event.setStreamIdentifier(identifierOf(recorded.stream));
  event.setStreamRevision(revisionText(recorded.revision));
  event.setPreparePosition(String(recorded.position));
  event.setCommitPosition(String(recorded.position));
  event.getMetadataMap().set('content-type', contentType);
  event.getMetadataMap().set('created', `${recorded.created}0000`);
  event.getMetadataMap().set('type', recorded.type);
  event.setCustomMetadata(metadata);
  event.setData(data);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(event);
  read.setCommitPosition(String(recorded.position));
  const response = new streams.ReadResp();
  response.setEvent(read);
  return response.serializeBinary();
}

/** The data of an event from the message that readers get. */
export const dataOf = (message: Uint8Array): Uint8Array =>
  streams.ReadResp.deserializeBinary(message).getEvent()?.getEvent()?.getData_asU8() ?? new Uint8Array();

export const confirmation = (subscriptionId: string): Uint8Array => {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(subscriptionId);
  return response((made) => made.setConfirmation(confirmed));
};
export const caughtUp = (): Uint8Array => response((made) => made.setCaughtUp(new streams.ReadResp.CaughtUp()));
export const checkpoint = (position: number): Uint8Array => {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  return response((made) => made.setCheckpoint(reached));
};
export const streamNotFound = (stream: string): Uint8Array => {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifierOf(stream));
  return response((made) => made.setStreamNotFound(missing));
};

function response(fill: (made: InstanceType<typeof streams.ReadResp>) => unknown): Uint8Array {
  const made = new streams.ReadResp();
  fill(made);
  return made.serializeBinary();
}

const positionFields = (position: number): Field[] => [[1, position], [2, position]]; // prettier-ignore

/** `revision` -1: the stream is still missing (an append without events). Numbers of fields as in streams.proto. */
export const appendSuccess = (revision: number, position: number): Buffer =>
  encode([[1, encode([revision < 0 ? [2, PRESENT] : [1, revision], [3, encode(positionFields(position))]])]]);

export type Expected = number | 'any' | 'no-stream' | 'stream-exists';

const NO_STREAM = 2n ** 64n - 1n;
const EXPECTED_2060: Record<Exclude<Expected, number>, Field> = {
  'no-stream': [3, NO_STREAM],
  any: [4, PRESENT],
  'stream-exists': [5, PRESENT],
};
const EXPECTED: Record<Exclude<Expected, number>, Field> = {
  any: [9, PRESENT],
  'stream-exists': [10, PRESENT],
  'no-stream': [11, PRESENT],
};
const EXPECTED_IN_BATCH: Record<Exclude<Expected, number>, Field> = {
  any: [4, PRESENT],
  'stream-exists': [5, PRESENT],
  'no-stream': [6, PRESENT],
};

/** The same refusal twice over: fields 1-5 are those of servers before 20.6.1. */
export function wrongExpectedVersion(current: number, expected: Expected): Buffer {
  const fields: Field[] = [
    current < 0 ? [2, PRESENT] : [1, current],
    typeof expected === 'number' ? [3, expected] : EXPECTED_2060[expected],
    current < 0 ? [7, PRESENT] : [6, current],
    typeof expected === 'number' ? [8, expected] : EXPECTED[expected],
  ];
  return encode([[2, encode(fields)]]);
}

const batchReply = (correlationId: string, stream: string, result: Field): Buffer =>
  encode([[1, encode([[2, correlationId]])], result, [4, encode([[3, stream]])]]);

export const batchSuccess = (correlationId: string, stream: string, revision: number, position: number): Buffer =>
  batchReply(correlationId, stream, [
    3,
    encode([revision < 0 ? [2, PRESENT] : [1, revision], [3, encode(positionFields(position))]]),
  ]);

/** An error within a batch: a `google.rpc.Status` whose details are one of the store's own messages. */
export const batchError = (correlationId: string, stream: string, code: number, name: string, details: Uint8Array): Buffer =>
  batchReply(correlationId, stream, [
    2,
    encode([[1, code], [2, name], [3, encode([[1, `type.googleapis.com/event_store.client.${name}`], [2, details]])]]),
  ]); // prettier-ignore

export const batchConflict = (current: number, expected: Expected): Buffer =>
  encode([current < 0 ? [2, PRESENT] : [1, current], typeof expected === 'number' ? [3, expected] : EXPECTED_IN_BATCH[expected]]);
