import { Readable } from 'node:stream';
import { Refusal } from '@stoa/kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** How responses leave. */
export interface FlowLimits {
  /** Bytes of all responses that clients have not taken yet. */
  readonly inFlight: number;
  /** A client that takes less than this many bytes in this many milliseconds is cut off. */
  readonly slowest: { readonly bytes: number; readonly ms: number };
}
export const FLOW: FlowLimits = { inFlight: 128 * 1024 * 1024, slowest: { bytes: 30 * 4096, ms: 30_000 } };

/** What a connection takes at once: shorter responses are gone from this process when they are sent. */
const AT_ONCE = 64 * 1024;
const PIECE = 16 * 1024;

/**
 * Sends long responses piece by piece, as fast as their client takes them; cuts off clients that hardly take any, and refuses with `overloaded`
 * what would be more than a process should hold for its clients. What streams by itself is left alone. `onChange`: by how much the bytes in
 * flight have changed.
 */
export function boundResponses(
  fastify: FastifyInstance,
  limits: FlowLimits,
  onChange: (bytes: number) => void = () => undefined,
): void {
  let inFlight = 0;
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? Buffer.byteLength(payload) : 0;
    if (bytes <= AT_ONCE) return done(null, payload);
    if (inFlight > 0 && inFlight + bytes > limits.inFlight)
      return done(new Refusal('overloaded', 'More is being sent than this server holds at once; ask again in a moment.'));
    inFlight += bytes;
    onChange(bytes);
    const flow = new Flow(Buffer.from(payload as string), reply, limits.slowest);
    reply.raw.once('close', () => {
      inFlight -= bytes;
      onChange(-bytes);
      flow.end();
    });
    void reply.header('content-length', String(bytes));
    done(null, flow.pieces);
  });
}

/** One response on its way. */
class Flow {
  readonly pieces: Readable;
  private taken = 0;
  private readonly watch: NodeJS.Timeout;

  constructor(body: Buffer, reply: FastifyReply, slowest: FlowLimits['slowest']) {
    this.pieces = Readable.from(this.slices(body), { objectMode: false, highWaterMark: PIECE });
    let before = 0;
    this.watch = setInterval(() => {
      if (this.taken - before < slowest.bytes) reply.raw.destroy();
      before = this.taken;
    }, slowest.ms);
  }

  end(): void {
    clearInterval(this.watch);
    this.pieces.destroy();
  }

  private *slices(body: Buffer): Generator<Buffer> {
    for (let at = 0; at < body.length; at += PIECE) {
      yield body.subarray(at, at + PIECE);
      this.taken += PIECE;
    }
  }
}
