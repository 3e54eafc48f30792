import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Status } from './refusals.ts';

/** What a reader is sent, no faster than it takes it. */
export class Outlet {
  private closed = false;
  private ready: (() => void) | undefined;
  private readonly closing = new Set<() => void>();

  constructor(private readonly call: ServerWritableStream<ReadReq, Uint8Array>) {
    const close = () => {
      if (this.closed) return;
      this.closed = true;
      this.ready?.();
      for (const listener of this.closing) listener();
    };
    call.on('cancelled', close);
    call.on('close', close);
    call.on('drain', () => this.ready?.());
  }

  get open(): boolean {
    return !this.closed;
  }

  onClose(listener: () => void): void {
    this.closing.add(listener);
  }

  /** False where the reader is behind: wait for `drained` before the next one. */
  write(message: Uint8Array): boolean {
    return this.closed || this.call.write(message);
  }

  drained(): Promise<void> {
    if (this.closed || !this.call.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      this.ready = () => {
        this.ready = undefined;
        resolve();
      };
    });
  }

  end(): void {
    if (!this.closed) this.call.end();
  }
  fail(status: Status): void {
    if (!this.closed) this.call.emit('error', status);
  }
}
