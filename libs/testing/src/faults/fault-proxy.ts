import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * - `flow`: bytes pass;
 * - `stall`: connections stay open and nothing passes in either direction;
 * - `half-open`: what is sent is swallowed, as by a peer that vanished without a word; when it is back, it resets connections of which it
 *   missed something;
 * - `cut`: connections are reset and new ones refused.
 */
export type Fault = 'flow' | 'stall' | 'half-open' | 'cut';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Something was swallowed: what follows would make no sense to the other side. */
  torn: boolean;
}

/** Stands between a client and a server on loopback, and does to their connections what networks do. */
export class FaultProxy {
  private readonly pairs = new Set<Pair>();
  private fault: Fault = 'flow';

  private constructor(
    private readonly server: Server,
    private readonly target: { host: string; port: number },
  ) {
    server.on('connection', (near) => this.join(near));
  }

  /** Listens on loopback, on any port unless one is named. */
  static async to(target: { host: string; port: number }, port = 0): Promise<FaultProxy> {
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new FaultProxy(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on; connections that are open are treated so too. */
  set(fault: Fault): void {
    this.fault = fault;
    for (const pair of [...this.pairs]) this.treat(pair);
  }

  async close(): Promise<void> {
    this.set('cut');
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    if (this.fault === 'cut') return void near.resetAndDestroy();
    const far = connect(this.target);
    const pair: Pair = { near, far, torn: false };
    this.pairs.add(pair);
    for (const [from, to] of [[near, far], [far, near]] as const) {
      from.on('data', (chunk) => {
        if (this.fault === 'half-open') return void (pair.torn = true);
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => this.fault === 'flow' && from.resume());
      from.on('end', () => to.end());
      from.on('error', () => this.part(pair));
      from.on('close', () => this.part(pair));
    } // prettier-ignore
    this.treat(pair);
  }

  private treat(pair: Pair): void {
    if (this.fault === 'cut' || (pair.torn && this.fault !== 'half-open')) return this.part(pair);
    for (const socket of [pair.near, pair.far]) if (this.fault === 'stall') socket.pause();
    else socket.resume(); // prettier-ignore
  }

  private part(pair: Pair): void {
    this.pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.destroy();
  }
}
