import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Server, ServerCredentials, type ConnectionInjector } from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { AppendCalls } from './append-calls.ts';
import { Faults, type FaultSettings } from './faults.ts';
import { SERVER_VERSION, supportedMethods } from './features.ts';
import { ReadCalls } from './read-calls.ts';
import { requireUser, type StandInUser } from './require-user.ts';
import { tooSlow } from './refusals.ts';
import type { Certificate } from '../certificates/authority.ts';
import { StandInStore } from './stand-in-store.ts';

export interface StandInOptions {
  /** Where the log is kept. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Serves with this certificate instead of in the clear. */
  readonly tls?: Certificate;
  /** Serves nobody else. */
  readonly user?: StandInUser;
}

const HTTP2_PREFACE = 'PRI ';
/** Answers are serialised by hand, most of them when they were written. */
const asBytes = (message: Uint8Array): Buffer => Buffer.from(message.buffer, message.byteOffset, message.byteLength);
const service = {
  ...streams.StreamsService,
  read: { ...streams.StreamsService.read, responseSerialize: asBytes },
  append: { ...streams.StreamsService.append, responseSerialize: asBytes },
  batchAppend: { ...streams.StreamsService.batchAppend, responseSerialize: asBytes },
  delete: { ...streams.StreamsService.delete, responseSerialize: asBytes },
  tombstone: { ...streams.StreamsService.tombstone, responseSerialize: asBytes },
};

/**
 * Stands in for an EventStoreDB node: the same calls, refusals and order of things, as far as our client meets them; made for tests. One
 * port serves gRPC and HTTP (`/health/live`, `POST /admin/scavenge`, and `POST /faults` with a FaultSettings). Acknowledged events survive
 * its death at any moment.
 */
export class EventStoreDbStandIn {
  private readonly sockets = new Map<string, Socket>();
  private readonly grpc: Server;
  private readonly http = createHttpServer((request, response) => void this.serveHttp(request, response));
  private readonly injector: ConnectionInjector;
  private readonly listener: NetServer;
  private readonly reads: ReadCalls;
  /** Calls without the credentials of its user. */
  refusedCalls = 0;

  private constructor(
    private readonly store: StandInStore,
    private readonly faults: Faults,
    private readonly host: string,
    private readonly tls?: Certificate,
    user?: StandInUser,
  ) {
    const interceptors = user ? [requireUser(user, () => this.refusedCalls++)] : [];
    this.grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024, interceptors });
    this.injector = this.grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const accept = (socket: Socket) => this.accept(socket);
    this.listener = tls ? createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, accept) : createServer(accept);
    this.reads = new ReadCalls(store, faults);
    const appends = new AppendCalls(store, faults, (peer) => this.cut(peer));
    this.grpc.addService(service, {
      read: this.reads.read,
      append: appends.append,
      batchAppend: appends.batchAppend,
      delete: appends.delete,
      tombstone: appends.tombstone,
    });
    this.grpc.addService(features.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, callback: (error: null, answer: unknown) => void) =>
        callback(null, supportedMethods()),
    });
  }

  static async start({ folder, port = 0, host = '127.0.0.1', tls, user }: StandInOptions): Promise<EventStoreDbStandIn> {
    const faults = new Faults();
    const standIn = new EventStoreDbStandIn(await StandInStore.open(folder, faults), faults, host, tls, user);
    await new Promise<void>((resolve, reject) => {
      standIn.listener.once('error', reject);
      standIn.listener.listen(port, host, resolve);
    });
    return standIn;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }
  get connectionString(): string {
    return `esdb://${this.host}:${this.port}${this.tls ? '' : '?tls=false'}`;
  }

  setFaults(settings: FaultSettings): void {
    this.faults.set(settings);
    this.reads.wake();
  }
  /** Throws every subscriber out as one that is too slow; says how many there were. */
  throwOutSubscribers(): number {
    return this.reads.endSubscriptions(tooSlow);
  }
  /** Cuts every connection, as a network does that fails. */
  cutConnections(): void {
    for (const socket of this.sockets.values()) socket.destroy();
  }
  scavenge(): Promise<string> {
    return this.store.scavenge();
  }
  /** How many events the log holds, how many bytes of it were cut off at the start, and how many reading calls are open. */
  get state(): { events: number; torn: number; reading: number } {
    return { events: this.store.log.visible, torn: this.store.log.torn, reading: this.reads.open };
  }

  /** Cuts connections and stops listening; what was acknowledged is on disk. */
  async stop(): Promise<void> {
    this.faults.set({ hanging: false });
    const closed = new Promise((resolve) => this.listener.close(resolve));
    this.cutConnections();
    this.grpc.forceShutdown();
    await closed;
    await this.store.close();
  }

  private accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.sockets.set(peer, socket);
    socket.on('close', () => this.sockets.delete(peer));
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    // The first bytes tell whether it speaks HTTP/2 or HTTP/1.
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (!first) return;
      socket.unshift(first);
      if (first.toString('latin1', 0, 4) === HTTP2_PREFACE) this.injector.injectConnection(socket);
      else this.http.emit('connection', socket);
    });
  }

  private cut(peer: string): void {
    this.sockets.get(peer)?.destroy();
  }

  private async serveHttp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body?: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? undefined : JSON.stringify(body));
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    if (route === 'GET /health/live') return void answer(204);
    if (route === 'GET /info') return void answer(200, { esVersion: SERVER_VERSION, state: 'leader', ...this.state });
    if (route === 'POST /admin/scavenge') return void answer(200, { scavengeId: await this.scavenge() });
    if (route === 'POST /subscriptions/throw-out') return void answer(200, { subscriptions: this.throwOutSubscribers() });
    if (route !== 'POST /faults') return void answer(404);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.setFaults(JSON.parse(Buffer.concat(chunks).toString('utf8')) as FaultSettings);
    answer(200, {});
  }
}
