import { randomUUID } from 'node:crypto';
import type { VerificationStatus } from '@stoa/contracts';
import { Job, type PhaseProgress } from './job.ts';
import type { Verified } from './verify-generation.ts';

export type VerificationProgress = PhaseProgress<VerificationStatus['phase']>;

/** Keeps the account of one verification, and its result. */
export class VerificationJob extends Job<VerificationStatus['phase'], 'done' | 'failed' | 'cancelled'> {
  private result: Verified | undefined;

  constructor(
    projection: string,
    readonly generation: number | null = null,
    id: string = randomUUID(),
  ) {
    super(projection, id, 'waiting');
  }

  finish(result: Verified): void {
    this.result = result;
    this.end('done');
  }

  fail(error: unknown): void {
    this.end('failed', error);
  }

  cancel(): void {
    this.end('cancelled');
  }

  status(): VerificationStatus {
    const [events, documents, live, folded] = (['replay', 'documents', 'live', 'compare'] as const).map((phase) =>
      this.counted(phase),
    ) as Counts;
    const tables = (this.result?.tables ?? []).map((table) => ({ ...table, equal: table.live === table.folded }));
    return {
      ...this.account(),
      generation: this.generation,
      events: events.done,
      ofEvents: Math.max(events.of, events.done),
      documents: documents.done,
      ofDocuments: Math.max(documents.of, documents.done),
      rows: Math.max(folded.done, folded.of === 0 ? live.done : 0),
      ofRows: folded.of,
      upTo: this.result?.position ?? null,
      equal: this.result?.equal ?? null,
      tables,
    };
  }
}

type Count = { done: number; of: number };
type Counts = [Count, Count, Count, Count];
