import { status, type sendUnaryData, type ServerDuplexStream, type ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, BatchAppendReq, DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from './faults.ts';
import { appendSuccess, batchConflict, batchError, batchSuccess, identifierOf, nameOf, proposedOf, wrongExpectedVersion, type Expected, type Proposed } from './messages.ts'; // prettier-ignore
import {
  deleteConflict,
  handlerThrew,
  MAX_APPEND_BYTES,
  streamDeleted,
  tooLarge,
  type Refused,
  type Status,
} from './refusals.ts';
import type { Accepted, StandInStore } from './stand-in-store.ts';
import { encode } from './wire.ts';

interface Options {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}
const expectedOf = (options: Options, revision: string): Expected => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : Number(revision);
};

/** Turns of the event loop; each reads from the sockets. */
const TURNS = 4;

/** The calls that write. `cut` ends the caller's connection without a response. */
export class AppendCalls {
  constructor(
    private readonly store: StandInStore,
    private readonly faults: Faults,
    private readonly cut: (peer: string) => void,
  ) {}

  append = (call: ServerReadableStream<AppendReq, Buffer>, callback: sendUnaryData<Buffer>): void => {
    let options: AppendReq.Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message) events.push(proposedOf(message));
    });
    const ended = new Promise<void>((resolve) => call.on('end', resolve)).then(untilReset);
    void ended.then(() => {
      if (call.cancelled) return;
      void this.answered(call.getPeer(), callback, async () => {
        if (!options) return handlerThrew;
        const name = nameOf(options.getStreamIdentifier());
        return appendReply(await this.store.append(name, events, expectedOf(options, options.getRevision())));
      });
    });
  };

  delete = (call: { request: DeleteReq | TombstoneReq; getPeer(): string }, callback: sendUnaryData<Buffer>): void =>
    this.remove(call, callback, (name, expected) => this.store.softDelete(name, expected));
  tombstone = (call: { request: DeleteReq | TombstoneReq; getPeer(): string }, callback: sendUnaryData<Buffer>): void =>
    this.remove(call, callback, (name, expected) => this.store.tombstone(name, expected));

  batchAppend = (call: ServerDuplexStream<BatchAppendReq, Buffer>): void => {
    const open = new Map<string, { options: BatchAppendReq.Options; events: Proposed[] }>();
    call.on('data', (request: BatchAppendReq) => {
      const correlationId = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      if (options) open.set(correlationId, { options, events: [] });
      const batch = open.get(correlationId);
      if (!batch) return;
      for (const message of request.getProposedMessagesList()) batch.events.push(proposedOf(message));
      if (!request.getIsFinal()) return;
      open.delete(correlationId);
      void this.batched(call, correlationId, batch.options, batch.events);
    });
    call.on('end', () => call.end());
  };

  private remove(
    call: { request: DeleteReq | TombstoneReq; getPeer(): string },
    callback: sendUnaryData<Buffer>,
    carryOut: (name: string, expected: Expected) => Promise<Accepted | Refused>,
  ): void {
    void this.answered(call.getPeer(), callback, async () => {
      const options = call.request.getOptions();
      if (!options) return handlerThrew;
      const name = nameOf(options.getStreamIdentifier());
      const result = await carryOut(name, expectedOf(options, options.getRevision()));
      if (result.kind === 'accepted') return encode([[1, encode([[1, result.position], [2, result.position]])]]); // prettier-ignore
      return result.kind === 'conflict' ? deleteConflict(name, result.expected, result.current) : statusOf(result);
    });
  }

  private async answered(peer: string, callback: sendUnaryData<Buffer>, act: () => Promise<Buffer | Status>): Promise<void> {
    const refusal = await this.faults.admit();
    if (refusal) return callback(refusal);
    const answer = await act();
    if (this.faults.losesAnswer()) return this.cut(peer);
    await this.faults.pass();
    if (Buffer.isBuffer(answer)) callback(null, answer);
    else callback(answer);
  }

  private async batched(
    call: ServerDuplexStream<BatchAppendReq, Buffer>,
    correlationId: string,
    options: BatchAppendReq.Options,
    events: Proposed[],
  ): Promise<void> {
    const refusal = await this.faults.admit();
    if (refusal) return void call.emit('error', refusal);
    const name = nameOf(options.getStreamIdentifier());
    const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
    if (deadline < Date.now())
      return void call.write(batchError(correlationId, name, status.DEADLINE_EXCEEDED, 'Timeout', new Uint8Array()));
    const result = await this.store.append(name, events, expectedOf(options, options.getStreamPosition()));
    if (this.faults.losesAnswer()) return this.cut(call.getPeer());
    await this.faults.pass();
    if (!call.destroyed) call.write(batchResult(correlationId, name, result));
  }
}

/**
 * A lost connection ends what is read, and a client that gives a call up half-closes it right before it resets it. So only a call that is still open
 * after the next reads of its socket is finished. (An immediate that is set while reading runs before the next read.)
 */
async function untilReset(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise(setImmediate);
}

function appendReply(result: Accepted | Refused): Buffer | Status {
  if (result.kind === 'accepted') return appendSuccess(result.revision, result.position);
  return result.kind === 'conflict' ? wrongExpectedVersion(result.current, result.expected) : statusOf(result);
}

function statusOf(refused: Exclude<Refused, { kind: 'conflict' }>): Status {
  if (refused.kind === 'deleted') return streamDeleted(refused.stream);
  return refused.kind === 'too-large' ? tooLarge() : handlerThrew;
}

function batchResult(correlationId: string, name: string, result: Accepted | Refused): Buffer {
  switch (result.kind) {
    case 'accepted':
      return batchSuccess(correlationId, name, result.revision, result.position);
    case 'conflict':
      return batchError(correlationId, name, status.ALREADY_EXISTS, 'WrongExpectedVersion', batchConflict(result.current, result.expected)); // prettier-ignore
    case 'deleted': {
      const deleted = new shared.StreamDeleted();
      deleted.setStreamIdentifier(identifierOf(result.stream));
      return batchError(correlationId, name, status.NOT_FOUND, 'StreamDeleted', deleted.serializeBinary());
    }
    case 'too-large':
      return batchError(correlationId, name, status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', encode([[1, MAX_APPEND_BYTES]])); // prettier-ignore
    case 'bad-request':
      return batchError(correlationId, name, status.INVALID_ARGUMENT, 'BadRequest', encode([[1, result.message]]));
  }
}
