import type { ReadinessCheck } from '@stoa/http';
import { backOff, operatorsReason, pause } from '@stoa/kernel';
import type { Logger } from './process-log.ts';

/** The timeout of a check, and the interval between checks of an available dependency, in milliseconds. */
export interface WatchTimes {
  readonly checkWithin: number;
  readonly lookAgain: number;
}
const FIRST_PAUSE_MS = 100;
const TIMES: WatchTimes = { checkWithin: 3000, lookAgain: 2000 };

/**
 * Watches the dependencies of a process. A probe gets the last known state, so that it costs no I/O and never hangs; the
 * log records changes, not checks.
 */
export class DependencyWatch {
  private readonly stopping = new AbortController();
  private readonly states: Map<string, string | null>;
  private readonly degraded = new Map<string, string | null>();
  private readonly loops: Promise<void>[];
  private readonly present: Promise<void>[] = [];

  constructor(
    dependencies: readonly ReadinessCheck[],
    private readonly log: Pick<Logger, 'info' | 'warn'>,
    private readonly times: WatchTimes = TIMES,
  ) {
    this.states = new Map(dependencies.map(({ name }) => [name, 'Not checked yet.']));
    this.loops = dependencies.map((dependency) => {
      let found = () => {};
      this.present.push(new Promise<void>((resolve) => (found = resolve)));
      return this.watch(dependency, () => found());
    });
  }

  /** The last known state of each, as readiness checks. */
  get checks(): readonly ReadinessCheck[] {
    return [...this.states.keys()].map((name) => ({
      name,
      check: async () => this.states.get(name) ?? null,
      degraded: async () => this.degraded.get(name) ?? null,
    }));
  }

  /** Resolves when each has been available once. */
  async allPresent(): Promise<void> {
    await Promise.all(this.present);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private async watch({ name, check, degraded = () => null }: ReadinessCheck, present: () => void): Promise<void> {
    const { signal } = this.stopping;
    let saidDegraded: string | null = null;
    let said: string | null | undefined;
    for (let failures = 0; !signal.aborted;) {
      const waitingFor = await within(check, this.times.checkWithin, signal);
      if (signal.aborted) return;
      this.states.set(name, waitingFor);
      if (waitingFor !== said) {
        if (waitingFor === null) this.log.info({ dependency: name }, 'dependency available');
        else this.log.warn({ dependency: name, waitingFor }, 'waiting');
        said = waitingFor;
      }
      if (waitingFor === null) present();
      const reason = waitingFor === null ? await within(async () => degraded(), this.times.checkWithin, signal) : null;
      if (signal.aborted) return;
      this.degraded.set(name, reason);
      if (reason !== saidDegraded) {
        if (reason === null) this.log.info({ dependency: name }, 'no longer degraded');
        else this.log.warn({ dependency: name, degraded: reason }, 'degraded');
      }
      saidDegraded = reason;
      failures = waitingFor === null ? 0 : failures + 1;
      await pause(
        waitingFor === null ? this.times.lookAgain : backOff(failures, { first: FIRST_PAUSE_MS, longest: this.times.lookAgain }),
        signal,
      );
    }
  }
}

async function within(check: ReadinessCheck['check'], ms: number, signal: AbortSignal): Promise<string | null> {
  const settled = new AbortController();
  const checked = Promise.resolve()
    .then(check)
    .catch((error: unknown) => reasonOf(error));
  const late = pause(ms, AbortSignal.any([settled.signal, signal])).then(() => 'No response in time.');
  const state = await Promise.race([checked, late]);
  settled.abort();
  return state;
}

/** The same for the same cause, or else short: messages of clients hold addresses and numbers that change with each attempt. */
const reasonOf = (error: unknown): string => {
  const reason = operatorsReason(error);
  if (reason !== undefined) return reason;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return `It cannot be reached (${String(code ?? name ?? 'unknown')}).`;
};
