import { randomBytes } from 'node:crypto';
import { dayBefore, dayOf, SALT_BYTES, type Salts } from './salts.ts';

/** Where salts are kept; several processes may share one. */
export interface SaltShelf {
  read(day: string): Promise<Uint8Array | undefined>;
  /** Keeps the salt, unless the day has one already, and gives the one that is kept. */
  keep(day: string, salt: Uint8Array): Promise<Uint8Array>;
  /** Deletes the salts of all days before this one. */
  deleteBefore(day: string): Promise<void>;
}

/** Clocks differ: within this time of midnight the neighbouring day is today too. */
const SKEW_MS = 5 * 60_000;
/** How long it is believed that a day has no salt; another process may be about to make it. */
const ABSENT_MS = 60_000;

/** Salts by the clock, over a shelf. The last days' are remembered, so that a request costs no reading. */
export class DailySalts implements Salts {
  private readonly remembered = new Map<string, { salt: Promise<Uint8Array | undefined>; absentAt?: number }>();

  constructor(
    private readonly shelf: SaltShelf,
    private readonly now: () => number = Date.now,
  ) {}

  of(day: string): Promise<Uint8Array | undefined> {
    const now = this.now();
    const isToday = day >= dayOf(now - SKEW_MS) && day <= dayOf(now + SKEW_MS);
    if (!isToday && day !== dayBefore(now)) return Promise.resolve(undefined);
    const known = this.remembered.get(day);
    if (known && (known.absentAt === undefined || (!isToday && Math.abs(now - known.absentAt) < ABSENT_MS))) return known.salt;
    const entry: typeof known = { salt: isToday ? this.make(day) : this.shelf.read(day) };
    this.remembered.set(day, entry);
    entry.salt.then(
      (salt) => {
        if (!salt) entry.absentAt = now;
      },
      // What failed is tried again by the next one who asks.
      () => this.remembered.get(day) === entry && this.remembered.delete(day),
    );
    return entry.salt;
  }

  /** Deletes what is older than 48 hours; also done whenever a salt is made. For processes that may see no visitor for days. */
  async sweep(): Promise<void> {
    const oldest = dayBefore(this.now());
    for (const day of this.remembered.keys()) if (day < oldest) this.remembered.delete(day);
    await this.shelf.deleteBefore(oldest);
  }

  private async make(day: string): Promise<Uint8Array> {
    const kept = (await this.shelf.read(day)) ?? (await this.shelf.keep(day, randomBytes(SALT_BYTES)));
    await this.sweep();
    return kept;
  }
}

const HOUR_MS = 3_600_000;

/** Deletes old salts while nobody asks for new ones; a salt shall not outlive its two days because the site is quiet. Clear the interval to end it. */
export const sweepHourly = (salts: DailySalts, log: { warn(fields: object, message: string): void }): NodeJS.Timeout =>
  setInterval(() => {
    salts.sweep().catch((error: unknown) => log.warn({ reason: String(error) }, 'old salts cannot be deleted'));
  }, HOUR_MS);
