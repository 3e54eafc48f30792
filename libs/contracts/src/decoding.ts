import type { DomainEvent, EventDefinition, RecordedEvent, Upcaster } from '@stoa/kernel';
import { definitions, upcasters } from './registry.ts';

/** A stored event as this code reads it: `stored` where that is not how it stands, `unknown` where this code cannot read it. */
export type DecodedEvent = DomainEvent & Pick<RecordedEvent, 'stored' | 'unknown'>;

export interface Decoding {
  /** An event of a known older version in the newest one; of an unknown type or a newer version as it stands, with `unknown`. */
  decodeStored(type: string, data: unknown): DecodedEvent;
  /** The newest version of a stored type: what `decodeStored` gives, without the data. */
  newestTypeOf(type: string): string;
  /** Why this code cannot read events of a type; undefined where it can. */
  unknownIn(type: string): RecordedEvent['unknown'];
}

interface Reading {
  readonly type: string;
  /** From the stored version up to the newest one. */
  readonly steps: readonly Upcaster['upcast'][];
}

/** Composes upcasters. Throws where one does not lead to the next version of the same event, or where a version is not led to the newest. */
export function decodingOf(newest: readonly Pick<EventDefinition, 'type'>[], upcasters: readonly Upcaster[]): Decoding {
  const readings = new Map<string, Reading>(newest.map(({ type }) => [type, { type, steps: [] }]));
  const versions = new Map(newest.map(({ type }) => [nameOf(type), versionOf(type)]));
  const fromNewest = upcasters.toSorted((a, b) => versionOf(b.from.type) - versionOf(a.from.type));
  for (const { from, to, upcast } of fromNewest) {
    const next = readings.get(to.type);
    const follows = nameOf(from.type) === nameOf(to.type) && versionOf(from.type) + 1 === versionOf(to.type);
    if (!follows || !next || readings.has(from.type))
      throw new Error(`The upcaster from ${from.type} to ${to.type} leads nowhere`);
    readings.set(from.type, { type: next.type, steps: [upcast, ...next.steps] });
  }
  const unknownIn = (type: string): RecordedEvent['unknown'] => {
    if (readings.has(type)) return undefined;
    return versionOf(type) > (versions.get(nameOf(type)) ?? Infinity) ? 'version' : 'type';
  };
  return {
    unknownIn,
    newestTypeOf: (type) => readings.get(type)?.type ?? type,
    decodeStored(type, data) {
      const reading = readings.get(type);
      if (!reading) return { type, data, unknown: unknownIn(type) as 'type' | 'version' };
      if (reading.steps.length === 0) return { type, data };
      return { type: reading.type, data: reading.steps.reduce((said, upcast) => upcast(said), data), stored: { type, data } };
    },
  };
}

const VERSIONED = /^(.{1,100})\.v(\d{1,9})$/s;
const nameOf = (type: string): string => VERSIONED.exec(type)?.[1] ?? '';
/** 0 for what has no version. */
const versionOf = (type: string): number => Number(VERSIONED.exec(type)?.[2] ?? 0);

export const { decodeStored, newestTypeOf, unknownIn }: Decoding = decodingOf(definitions, upcasters);
