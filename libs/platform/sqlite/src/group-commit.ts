interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Limits of one transaction, so that it does not block the thread for long. */
const MAX_ITEMS = 1000;
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Writes that arrive while the thread is busy share one transaction and so one sync to disk, in the order in which they arrived. `write`
 * runs the transaction: it returns one result for each item once COMMIT has returned, and nothing is acknowledged before. An Error among the
 * results refuses its item alone; where `write` throws, the group fails with what it threw.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private scheduled = false;

  /** `onCommit` is called after each group's acknowledgements. */
  constructor(
    private readonly write: (items: readonly Item[]) => readonly (Result | Error)[],
    private readonly onCommit: () => void,
  ) {}

  add(item: Item, bytes: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, bytes, resolve, reject });
      this.schedule();
    });
  }

  /** Writes what is waiting at once; for closing. */
  flush(): void {
    while (this.waiting.length > 0) this.writeGroup();
  }

  /** Fails what is waiting; for writers whose order must have no gap after a group that failed. */
  refuseWaiting(error: unknown): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.waiting.length > 0) this.writeGroup();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private writeGroup(): void {
    const group = this.takeGroup();
    let results: readonly (Result | Error)[];
    try {
      results = this.write(group.map(({ item }) => item));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    group.forEach(({ resolve, reject }, index) => {
      const result = results[index] as Result | Error;
      if (result instanceof Error) reject(result);
      else resolve(result);
    });
    this.onCommit();
  }

  private takeGroup(): Waiting<Item, Result>[] {
    let bytes = 0;
    let count = 0;
    while (count < this.waiting.length && count < MAX_ITEMS && (count === 0 || bytes < MAX_BYTES))
      bytes += this.waiting[count++]?.bytes ?? 0;
    const group = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return group;
  }
}
