import { credentials, type ClientReadableStream, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Exchange, RecordedCall } from './recording.ts';
import { appendRequests, batchRequests, readRequest, removeRequest } from './requests.ts';

interface Message {
  toObject(): unknown;
}
interface Call {
  on(event: 'metadata', listener: () => void): unknown;
  on(event: 'status', listener: (status: StatusObject) => void): unknown;
}

/** Sends recorded calls to a server and notes what comes back. `live` is run when a subscription has caught up. */
export class Replay {
  private written: Promise<void> = Promise.resolve();
  private readonly client: InstanceType<typeof grpc.StreamsClient>;

  constructor(
    address: string,
    private readonly position: (recorded: string) => string,
    private readonly live: () => Promise<void>,
  ) {
    this.client = new grpc.StreamsClient(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': 17 << 20 });
  }

  /** Ends when what was written live has been acknowledged: it may be delivered before. */
  async close(): Promise<void> {
    await this.written;
    this.client.close();
  }

  async call(recorded: RecordedCall): Promise<Exchange> {
    switch (recorded.method.split('/').at(-1)) {
      case 'Append':
        return this.unary((answered) => {
          const call = this.client.append(answered);
          for (const request of appendRequests(recorded.request)) call.write(request);
          call.end();
          return call;
        });
      case 'Delete':
        return this.unary((answered) =>
          this.client.delete(removeRequest(new streams.DeleteReq(), recorded.request[0]), answered),
        );
      case 'Tombstone':
        return this.unary((answered) =>
          this.client.tombstone(removeRequest(new streams.TombstoneReq(), recorded.request[0]), answered),
        );
      case 'BatchAppend': {
        const call = this.client.batchAppend();
        for (const request of batchRequests(recorded.request)) call.write(request);
        return this.streamed(call, recorded);
      }
      default:
        return this.streamed(this.client.read(readRequest(recorded.request[0], this.position)), recorded);
    }
  }

  private async unary(begin: (answered: (error: ServiceError | null, response: Message) => void) => Call): Promise<Exchange> {
    const received: string[] = [];
    const responses: unknown[] = [];
    return new Promise((resolve) => {
      const call = begin((_error, response) => {
        if (!response) return;
        responses.push(response.toObject());
        received.push('recv:msg');
      });
      call.on('metadata', () => received.push('recv:headers'));
      call.on('status', (status) => resolve(exchange(responses, [...received, 'recv:status'], status)));
    });
  }

  /** Reads to the end, or as many messages as were recorded where the client ended the call. */
  private async streamed(call: ClientReadableStream<Message>, { response, order }: RecordedCall): Promise<Exchange> {
    const received: string[] = [];
    const responses: unknown[] = [];
    const cancelled = order.includes('send:cancel') || !order.includes('recv:status');
    return new Promise((resolve) => {
      call.on('metadata', () => received.push('recv:headers'));
      call.on('data', (message: Message) => {
        const shown = message.toObject() as { caughtUp?: unknown };
        responses.push(shown);
        received.push('recv:msg');
        if (shown.caughtUp) this.written = this.live();
        if (cancelled && responses.length === response.length) call.cancel();
      });
      call.on('error', () => undefined);
      call.on('status', (status) => resolve(exchange(responses, [...received, 'recv:status'], status)));
    });
  }
}

const exchange = (responses: unknown[], received: string[], { code, details, metadata }: StatusObject): Exchange => ({
  responses,
  received,
  code,
  details: details === 'OK' ? '' : details,
  trailers: Object.fromEntries(
    Object.entries(metadata.getMap())
      .filter(([key]) => !['content-type', 'date'].includes(key))
      .map(([key, value]) => [key, String(value)]),
  ),
});
