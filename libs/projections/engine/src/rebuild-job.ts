import { randomUUID } from 'node:crypto';
import type { RebuildStatus } from '@stoa/contracts';

export interface FillProgress {
  readonly phase: RebuildStatus['phase'];
  readonly done: number;
  readonly of?: number;
}

/** Keeps the account of one rebuild: what is done, how fast, and how long it will take. */
export class RebuildJob {
  private readonly startedAt = new Date();
  private phaseStarted = Date.now();
  private finishedAt: Date | null = null;
  private phase: RebuildStatus['phase'] = 'replay';
  private state: RebuildStatus['state'] = 'running';
  private error: string | null = null;
  private events = 0;
  private documents = 0;
  private ofDocuments = 0;

  constructor(
    readonly projection: string,
    readonly generation: number,
    private ofEvents: number,
    readonly id: string = randomUUID(),
  ) {}

  get running(): boolean {
    return this.state === 'running';
  }

  enter(phase: RebuildStatus['phase']): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.phaseStarted = Date.now();
  }

  progress({ phase, done, of }: FillProgress): void {
    this.enter(phase);
    if (phase === 'replay') {
      this.events = done;
      this.ofEvents = of ?? this.ofEvents;
    }
    if (phase === 'documents') [this.documents, this.ofDocuments] = [done, of ?? done];
  }

  finish(error?: unknown): void {
    this.enter('done');
    this.state = error === undefined ? 'done' : 'failed';
    this.error = error === undefined ? null : error instanceof Error ? error.message : String(error);
    this.finishedAt = new Date();
  }

  status(): RebuildStatus {
    const { id, projection, generation, state, phase, events, ofEvents, documents, ofDocuments, error } = this;
    const [done, of] = phase === 'documents' ? [documents, ofDocuments] : [events, ofEvents];
    const seconds = (Date.now() - this.phaseStarted) / 1000;
    const rate = this.running && seconds > 0 ? Math.round(done / seconds) : 0;
    const etaSeconds = rate > 0 && of >= done ? Math.round((of - done) / rate) : null;
    const counts = { events, ofEvents: Math.max(ofEvents, events), documents, ofDocuments };
    const times = { startedAt: this.startedAt.toISOString(), finishedAt: this.finishedAt?.toISOString() ?? null };
    return { id, projection, generation, state, phase, ...counts, rate, etaSeconds, ...times, error };
  }
}
