/** How much of a phase is done. */
export interface PhaseProgress<P extends string> {
  readonly phase: P;
  readonly done: number;
  readonly of?: number | undefined;
}

/** Keeps the account of long work: its phase, how fast it goes, how long the phase will take, and how it ended (one of `E`). */
export class Job<P extends string, E extends string> {
  private readonly startedAt = new Date();
  private phaseStarted = Date.now();
  private finishedAt: Date | null = null;
  private state: E | 'running' = 'running';
  private error: string | null = null;
  private readonly counts = new Map<string, { done: number; of: number }>();

  constructor(
    readonly projection: string,
    readonly id: string,
    private phase: P | 'done',
  ) {}

  get running(): boolean {
    return this.state === 'running';
  }

  enter(phase: P | 'done'): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.phaseStarted = Date.now();
  }

  /** `of` stays what it was where it is not said. */
  progress({ phase, done, of }: PhaseProgress<P>): void {
    this.enter(phase);
    this.counts.set(phase, { done, of: of ?? this.counted(phase).of });
  }

  protected expect(phase: P, of: number): void {
    this.counts.set(phase, { done: this.counted(phase).done, of });
  }

  protected counted(phase: P | 'done'): { done: number; of: number } {
    return this.counts.get(phase) ?? { done: 0, of: 0 };
  }

  protected end(state: E, error?: unknown): void {
    this.enter('done');
    this.state = state;
    this.error = error === undefined ? null : error instanceof Error ? error.message : String(error);
    this.finishedAt = new Date();
  }

  protected account() {
    const { id, projection, state, phase, error } = this;
    const { done, of } = this.counted(phase);
    const seconds = (Date.now() - this.phaseStarted) / 1000;
    const rate = this.running && seconds > 0 ? Math.round(done / seconds) : 0;
    const etaSeconds = rate > 0 && of >= done ? Math.round((of - done) / rate) : null;
    const startedAt = this.startedAt.toISOString();
    return {
      id,
      projection,
      state,
      phase,
      rate,
      etaSeconds,
      startedAt,
      finishedAt: this.finishedAt?.toISOString() ?? null,
      error,
    };
  }
}
