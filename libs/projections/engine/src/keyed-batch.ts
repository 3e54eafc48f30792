import type { Key, KeyedRows, Row } from '@stoa/kernel';

type Fields = Record<string, string>;

const SEPARATOR = '\u001f';

/** A row's place in a map: its key columns' values as one text. */
export const placeOf = (row: Row, keys: readonly string[]): string =>
  keys.length === 1 ? (row as Fields)[keys[0] as string]! : keys.map((name) => (row as Fields)[name]).join(SEPARATOR);

const place = (key: Key): string => (typeof key === 'string' ? key : key.join(SEPARATOR));

export const keyParts = (keyPlace: string): string[] => keyPlace.split(SEPARATOR);

/** The rows of one keyed table that a batch touches, folded in memory. A removed row is `undefined`. */
export class KeyedBatch implements KeyedRows<Row> {
  /** Rows as they were loaded; `undefined` for a key that has none. */
  readonly loaded = new Map<string, Row | undefined>();
  readonly changed = new Map<string, Row | undefined>();
  private readonly groups = new Map<string, Set<string>>();

  constructor(
    private readonly table: string,
    private readonly keys: readonly string[],
    private readonly groupColumn?: string,
  ) {}

  wanted(key: Key): void {
    const at = place(key);
    if (!this.loaded.has(at)) this.loaded.set(at, undefined);
  }

  wantedGroup(group: string): void {
    if (!this.groups.has(group)) this.groups.set(group, new Set());
  }

  wantedKeys(): string[][] {
    return [...this.loaded.keys()].map(keyParts);
  }

  wantedGroups(): string[] {
    return [...this.groups.keys()];
  }

  fill(rows: readonly Row[]): void {
    for (const row of rows) {
      const at = placeOf(row, this.keys);
      this.loaded.set(at, row);
      this.enter(at, row);
    }
  }

  get(key: Key): Row | undefined {
    const at = place(key);
    if (this.changed.has(at)) return this.changed.get(at);
    if (!this.loaded.has(at) && !this.inLoadedGroup(at))
      throw new Error(`The fold reads ${this.table} ${at}, which its event does not touch`);
    return this.loaded.get(at);
  }

  put(row: Row): void {
    const at = placeOf(row, this.keys);
    this.changed.set(at, row);
    this.enter(at, row);
  }

  change(key: Key, columns: Row): void {
    const row = this.get(key);
    if (!row) throw new Error(`There is no ${this.table} ${place(key)} to change`);
    this.put({ ...row, ...columns });
  }

  remove(key: Key): void {
    this.changed.set(place(key), undefined);
  }

  group(group: string): Row[] {
    const members = this.groups.get(group);
    if (!members) throw new Error(`The fold reads ${this.table} of ${group}, which its event does not touch`);
    return [...members].sort().flatMap((at) => {
      const row = this.changed.has(at) ? this.changed.get(at) : this.loaded.get(at);
      return row ? [row] : [];
    });
  }

  private enter(at: string, row: Row): void {
    if (this.groupColumn) this.groups.get((row as Fields)[this.groupColumn]!)?.add(at);
  }

  private inLoadedGroup(at: string): boolean {
    if (!this.groupColumn) return false;
    const group = keyParts(at)[this.keys.indexOf(this.groupColumn)];
    return group !== undefined && this.groups.has(group);
  }
}
