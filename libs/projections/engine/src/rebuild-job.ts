import { randomUUID } from 'node:crypto';
import type { RebuildStatus } from '@stoa/contracts';
import { Job, type PhaseProgress } from './job.ts';

export type FillProgress = PhaseProgress<RebuildStatus['phase']>;

/** Keeps the account of one rebuild: what is done, how fast, and how long it will take. */
export class RebuildJob extends Job<RebuildStatus['phase'], 'done' | 'failed'> {
  constructor(
    projection: string,
    readonly generation: number,
    ofEvents: number,
    id: string = randomUUID(),
  ) {
    super(projection, id, 'replay');
    this.expect('replay', ofEvents);
  }

  finish(error?: unknown): void {
    this.end(error === undefined ? 'done' : 'failed', error);
  }

  status(): RebuildStatus {
    const [{ done: events, of: ofEvents }, documents] = [this.counted('replay'), this.counted('documents')];
    const counts = {
      events,
      ofEvents: Math.max(ofEvents, events),
      documents: documents.done,
      ofDocuments: Math.max(documents.of, documents.done),
    };
    return { generation: this.generation, ...this.account(), ...counts };
  }
}
