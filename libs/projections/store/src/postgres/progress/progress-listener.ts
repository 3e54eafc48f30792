import type { ProgressSignal } from '@stoa/kernel';
import type pg from 'pg';
import { PROGRESS, toldBy, type Told } from './progress-channel.ts';
import { ProgressTeller } from './progress-teller.ts';

const AGAIN_MS = 500;

/** By read model. */
type Listeners = Map<string, Set<() => void>>;

/** Listens on its own connection, and reconnects when that is lost; then all check, since a signal may have been missed. */
export class ProgressListener implements ProgressSignal {
  private readonly listeners: Record<Told, Listeners> = { advanced: new Map(), changed: new Map(), wanted: new Map() };
  private readonly teller: ProgressTeller;
  private client: pg.PoolClient | undefined;
  private heard = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pool: pg.Pool) {
    this.teller = ProgressTeller.of(pool);
    void this.listen();
  }

  get isHeard(): boolean {
    return this.heard;
  }

  onProgress(projection: string, look: () => void): () => void {
    return this.add('advanced', projection, look);
  }

  onChange(projection: string, look: () => void): () => void {
    return this.add('changed', projection, look);
  }

  onWanted(projection: string, act: () => void): () => void {
    return this.add('wanted', projection, act);
  }

  want(projection: string): void {
    this.teller.tell('wanted', projection);
  }

  stop(): void {
    this.stopped = true;
    this.heard = false;
    clearTimeout(this.timer);
    this.client?.release(true);
    this.client = undefined;
  }

  private async listen(): Promise<void> {
    try {
      const client = await this.pool.connect();
      if (this.stopped) return client.release(true);
      this.client = client;
      client.on('notification', ({ payload }) => {
        const { told, projection } = toldBy(payload ?? '');
        this.tell(told, projection);
      });
      client.on('error', () => this.again());
      client.on('end', () => this.again());
      await client.query(`LISTEN ${PROGRESS}`);
      this.heard = true;
      const all = new Set([...this.listeners.advanced.keys(), ...this.listeners.changed.keys()]);
      for (const projection of all) this.tell('changed', projection);
    } catch {
      // Listeners poll as well; readers report the failure itself.
      this.again();
    }
  }

  private add(told: Told, projection: string, look: () => void): () => void {
    const listeners = this.listeners[told];
    const looks = listeners.get(projection) ?? new Set();
    listeners.set(projection, looks.add(look));
    return () => void looks.delete(look);
  }

  /** What changed has advanced, too. */
  private tell(told: Told, projection: string): void {
    const heard: readonly Told[] = told === 'changed' ? ['changed', 'advanced'] : [told];
    for (const kind of heard) for (const look of [...(this.listeners[kind].get(projection) ?? [])]) look();
  }

  private again(): void {
    this.heard = false;
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.client?.release(true);
    this.client = undefined;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.listen(), AGAIN_MS);
  }
}
