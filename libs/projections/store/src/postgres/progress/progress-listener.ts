import type { ProgressSignal } from '@stoa/kernel';
import type pg from 'pg';
import { PROGRESS } from './progress-channel.ts';

const AGAIN_MS = 500;

/** Listens for progress on its own connection, and reconnects when that is lost; then all waiters check, since a signal may have been missed. */
export class ProgressListener implements ProgressSignal {
  private readonly looks = new Map<string, Set<() => void>>();
  private client: pg.PoolClient | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pool: pg.Pool) {
    void this.listen();
  }

  onProgress(projection: string, look: () => void): () => void {
    const looks = this.looks.get(projection) ?? new Set();
    this.looks.set(projection, looks.add(look));
    return () => void looks.delete(look);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.client?.release(true);
    this.client = undefined;
  }

  private async listen(): Promise<void> {
    try {
      const client = await this.pool.connect();
      if (this.stopped) return client.release(true);
      this.client = client;
      client.on('notification', ({ payload }) => this.tell(payload ?? ''));
      client.on('error', () => this.again());
      client.on('end', () => this.again());
      await client.query(`LISTEN ${PROGRESS}`);
      for (const projection of this.looks.keys()) this.tell(projection);
    } catch {
      // Listeners poll as well; readers report the failure itself.
      this.again();
    }
  }

  private tell(projection: string): void {
    for (const look of [...(this.looks.get(projection) ?? [])]) look();
  }

  private again(): void {
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.client?.release(true);
    this.client = undefined;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.listen(), AGAIN_MS);
  }
}
