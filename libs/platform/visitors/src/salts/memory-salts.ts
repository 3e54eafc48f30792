import { createHmac, randomBytes } from 'node:crypto';
import { DailySalts, type SaltShelf } from './daily-salts.ts';
import { SALT_BYTES, type Salts } from './salts.ts';

/** Salts that end with the process: for tests. */
export class MemorySalts extends DailySalts {
  constructor(now?: () => number, shelf: SaltShelf = new MemoryShelf()) {
    super(shelf, now);
  }
}

/** What several `MemorySalts` may share. */
export class MemoryShelf implements SaltShelf {
  private readonly salts = new Map<string, Uint8Array>();

  read(day: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.salts.get(day));
  }

  keep(day: string, salt: Uint8Array): Promise<Uint8Array> {
    if (!this.salts.has(day)) this.salts.set(day, salt);
    return Promise.resolve(this.salts.get(day)!);
  }

  deleteBefore(day: string): Promise<void> {
    for (const kept of this.salts.keys()) if (kept < day) this.salts.delete(kept);
    return Promise.resolve();
  }
}

/** A salt for every day of the past, for as long as one run lasts: for reading logs, and with a secret of one's own for data that are made up. */
export class RunSalts implements Salts {
  constructor(private readonly secret: Uint8Array = randomBytes(SALT_BYTES)) {}

  of(day: string): Promise<Uint8Array> {
    return Promise.resolve(createHmac('sha256', this.secret).update(day).digest());
  }
}
