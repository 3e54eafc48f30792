import type { z } from 'zod';
import type { EventDefinition } from '../log/event.ts';
import type { RecordedEvent } from '../log/event-store.ts';

/** A row of a read model: text, integers within 2^53, booleans, instants as ISO text, JSON. */
export type Row = object;
type EntityClass<R extends Row = Row> = new () => R;

/** All events of a row share the projection's partition key, so its rows are folded in memory and written whole. */
export interface KeyedTable<R extends Row = Row> {
  readonly kind: 'keyed';
  readonly entity: EntityClass<R>;
  /** The column by which a whole group of rows is read, such as all answers of a question. */
  readonly group?: string;
}

/** Several partitions write the same row, so it is only ever added to, in SQL. A row whose numbers are all zero counts as absent. */
export interface SumsTable<R extends Row = Row> {
  readonly kind: 'sums';
  readonly entity: EntityClass<R>;
}

export type Table = KeyedTable | SumsTable;
export type Tables = Record<string, Table>;

export const keyed = <R extends Row>(entity: EntityClass<R>, group?: keyof R & string): KeyedTable<R> =>
  group ? { kind: 'keyed', entity, group } : { kind: 'keyed', entity };
export const sums = <R extends Row>(entity: EntityClass<R>): SumsTable<R> => ({ kind: 'sums', entity });

/** A row's key: the values of its key columns, in their order. */
export type Key = string | readonly string[];

/** What a fold may do with a keyed table. Rows that it reads must be among those that the event touches. */
export interface KeyedRows<R extends Row> {
  get(key: Key): R | undefined;
  /** Inserts or replaces a whole row. */
  put(row: R): void;
  /** Changes some columns of an existing row; throws where there is none. */
  change(key: Key, columns: Partial<R>): void;
  remove(key: Key): void;
  /** The rows of a touched group. */
  group(group: string): R[];
}

export interface SumsRows<R extends Row> {
  /** Adds a row's numbers to the stored ones of its key. */
  add(row: R): void;
}

export type RowsOf<T extends Tables> = {
  readonly [N in keyof T]: T[N] extends KeyedTable<infer R>
    ? KeyedRows<R>
    : T[N] extends SumsTable<infer R>
      ? SumsRows<R>
      : never;
};

/** Rows that a fold reads: by key, or all rows of a group (the table's group column has this value). */
export interface Touched {
  keys?: readonly Key[];
  groups?: readonly string[];
}
export type Touches<T extends Tables> = { readonly [N in keyof T]?: Touched };

export interface Handler<T extends Tables> {
  readonly type: string;
  /** Which rows the fold will read; rows that it only `put`s or `add`s need no naming. */
  touches(event: RecordedEvent): Touches<T>;
  fold(event: RecordedEvent, rows: RowsOf<T>): void;
}

/** Numbers of an order-free table that follow from a keyed row: the engine adds what the row gives now and takes back what it gave before. */
export interface Derivation {
  readonly from: string;
  readonly to: string;
  entries(row: Row): Row[];
}

/** Which documents a changed row dirties: their keys, or those found in `table.key` where `table.where` is the value given. */
export type Dirtying =
  | { readonly from: string; keys(row: Row): readonly string[]; readonly lazily?: boolean }
  | {
      readonly from: string;
      readonly via: { table: string; where: string; key: string; also?: Record<string, string> };
      value(row: Row): string;
    };

/** Text from one value up to another, which is not part of it. */
export interface TextRange {
  readonly from?: string;
  readonly before?: string;
}

/** Sums of a table's numbers over the rows that fit, one result for each group; without groups exactly one. Without sums the groups alone. */
export interface Aggregate<R extends Row = Row> {
  /** Text columns: equal to a value, one of several, or within a range. Booleans: equal. */
  readonly where?: { readonly [C in keyof R & string]?: string | boolean | readonly string[] | TextRange };
  readonly groupBy?: readonly (keyof R & string)[];
  readonly sums: readonly (keyof R & string)[];
  /** Only groups in which one of these sums is not zero. */
  readonly someOf?: readonly (keyof R & string)[];
  /** Adds to each result, as `groups`, how many of them there are whatever the limit. */
  readonly counted?: boolean;
  /** Columns of the result, each as `column`, or `-column` for descending; without it in no order. */
  readonly order?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
}

/** What a document builder or a query may read: rows of one read model. */
export interface RowReader {
  /** Rows whose column has one of the values, in no order. */
  among<R extends Row>(table: string, column: string, values: readonly string[]): Promise<R[]>;
  /** The first rows in the given order (`column`, or `-column` for descending); `beyond` goes on after the row with these values of the order's columns, which must all run in one direction. */
  first<R extends Row>(
    table: string,
    where: Record<string, string | boolean>,
    order: readonly string[],
    limit: number,
    beyond?: readonly string[],
  ): Promise<R[]>;
  /** Rows of the grouping columns and the sums alone. A sum of no rows is zero. */
  aggregate<R extends Row>(table: string, query: Aggregate<R>): Promise<R[]>;
}

/** HTML of Markdown texts, in the same order; kept by content outside the generations, so that a rebuild does not render again. */
export interface HtmlSource {
  render(markdown: readonly string[]): Promise<string[]>;
}

export interface Documents {
  /** Where every key that a document may exist for is found; `always` exist without any event. A rebuild builds them all. */
  readonly keys: { readonly table: string; readonly column: string; readonly always?: readonly string[] };
  readonly dirtiedBy: readonly Dirtying[];
  /** The documents of these keys, each from the rows of one snapshot; a key that is missing in the result has no document (any more). */
  build(keys: readonly string[], rows: RowReader, html: HtmlSource): Promise<Map<string, BuiltDocument>>;
}

export interface BuiltDocument {
  readonly body: object;
  /** Key of another read model's document that is served with this one. */
  readonly beside?: string;
}

/** A read model: tables, and pure functions from events to rows. The same code runs live, in a rebuild and in a time-travel query. */
export interface Projection<T extends Tables = Tables> {
  readonly name: string;
  readonly tables: T;
  readonly handlers: ReadonlyMap<string, Handler<T>>;
  readonly derivations: readonly Derivation[];
  readonly documents?: Documents;
  /** Events in one transaction of a replay, where they are large or touch many rows; otherwise the engine says. */
  readonly replayBatch?: number;
}

/** Hashes of a read model's code. Computed at build time, ignoring comments, layout and types. */
export interface CodeHashes {
  /** Of the code that its rows depend on: projection, entities, contracts. Where it differs the log is replayed. */
  readonly rows: string;
  /** Of the code that makes documents of rows: builder, ranking, renderer. Where it differs documents are built again, from the same rows. */
  readonly documents: string;
}

/** A read model as a process runs it. */
export interface HashedProjection extends Projection {
  readonly code: CodeHashes;
}

type When<T extends Tables> = <N extends string, S extends z.ZodType>(
  definition: EventDefinition<N, S>,
  fold: (event: RecordedEvent<N, z.output<S>>, rows: RowsOf<T>) => void,
  touches?: (event: RecordedEvent<N, z.output<S>>) => Touches<T>,
) => Handler<T>;

/** Declares a read model. `on` lists one handler per event type; an event without one is passed over. */
export function projection<T extends Tables>(
  name: string,
  tables: T,
  on: (when: When<T>) => Handler<T>[],
  more: { derivations?: Derivation[]; documents?: Documents; replayBatch?: number } = {},
): Projection<T> {
  const none = (): Touches<T> => ({});
  const when: When<T> = (definition, fold, touches) => ({
    type: definition.type,
    fold: fold as Handler<T>['fold'],
    touches: (touches as Handler<T>['touches']) ?? none,
  });
  const handlers = new Map(on(when).map((handler) => [handler.type, handler]));
  return {
    name,
    tables,
    handlers,
    derivations: more.derivations ?? [],
    ...(more.documents ? { documents: more.documents } : {}),
    ...(more.replayBatch === undefined ? {} : { replayBatch: more.replayBatch }),
  };
}
