import type { AllStreamRecordedEvent, RecordedEvent as ClientEvent } from '@eventstore/db-client';
import { decodeStored } from '@stoa/contracts';
import type { EventMeta, RecordedEvent } from '@stoa/kernel';
import { toPosition } from './positions.ts';

type Stored = ClientEvent | AllStreamRecordedEvent;

/** Separates our events from those of the system and of others, and strips the prefix from stream names. */
export class OwnEvents {
  /** Throws for a prefix that would name system streams. */
  constructor(private readonly prefix: string) {
    if (prefix.startsWith('$')) throw new Error('Streams whose names begin with $ belong to the event store itself');
  }

  streamName(stream: string): string {
    return this.prefix + stream;
  }

  /** The event in the port's form; undefined where it is not ours: a system event, another prefix, not JSON, without our metadata. */
  recorded(event: Stored | undefined): RecordedEvent | undefined {
    if (!event?.isJson || !event.position) return undefined;
    const { streamId, type, data, metadata, id, revision, position, created } = event;
    if (streamId.startsWith('$') || type.startsWith('$') || !streamId.startsWith(this.prefix)) return undefined;
    if (typeof data !== 'object' || data === null || !isMeta(metadata)) return undefined;
    return {
      id,
      ...decodeStored(type, data),
      meta: metadata,
      stream: streamId.slice(this.prefix.length),
      revision: Number(revision),
      position: toPosition(position.commit),
      occurredAt: metadata.occurredAt,
      recordedAt: created.toISOString(),
    };
  }
}

function isMeta(metadata: unknown): metadata is EventMeta {
  if (typeof metadata !== 'object' || metadata === null) return false;
  const { commandId, bodyHash, occurredAt, correlationId } = metadata as Record<string, unknown>;
  return [commandId, bodyHash, occurredAt, correlationId].every((text) => typeof text === 'string');
}
