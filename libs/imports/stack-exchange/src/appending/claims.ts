import { known, type EventStore } from '@stoa/kernel';

/**
 * Finds names that are free: handles and slugs. A name is the claimant's when its stream's last event says so; one that nobody holds is
 * claimed at once, so that two claimants in a row do not get the same. The same dump in the same store finds the same names again.
 */
export class Claims {
  private recent = new Map<string, string>();
  private older = new Map<string, string>();

  constructor(private readonly store: Pick<EventStore, 'read'>) {}

  /**
   * The first of the candidates that nobody else holds. `field` names the claimant in the reservation's data; what `mayBegin` refuses is nobody's
   * from now on, but stays a claimant's who holds it.
   */
  async claim(
    candidates: readonly string[],
    claimant: string,
    streamOf: (name: string) => string,
    field: string,
    mayBegin: (name: string) => boolean = () => true,
  ): Promise<string> {
    for (const name of candidates) {
      const stream = streamOf(name);
      const holder = this.recent.get(stream) ?? this.older.get(stream) ?? (await this.holder(stream, field));
      if (holder === undefined ? !mayBegin(name) : holder !== claimant) continue;
      this.recent.set(stream, claimant);
      return name;
    }
    throw new Error(`None of the names ${candidates.join(', ')} is free`);
  }

  /** Forgets claims of the window before the last one; the store knows them by now. */
  rotate(): void {
    this.older = this.recent;
    this.recent = new Map();
  }

  private async holder(stream: string, field: string): Promise<string | undefined> {
    const last = known(await this.store.read(stream)).at(-1);
    return (last?.data as Record<string, string> | undefined)?.[field];
  }
}
