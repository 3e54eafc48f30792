import { pause } from '@stoa/kernel';
import type { Gauge } from 'prom-client';

/** A scrape waits this long for what is asked of other servers; Prometheus gives up after ten seconds. */
const PATIENCE_MS = 2000;

/** Fills some gauges for a scrape. A sample that fails or comes too late leaves them out: an old value would look like a current one. */
export class Sampler {
  private running: Promise<boolean> | undefined;

  constructor(
    private readonly gauges: readonly Gauge[],
    private readonly fill: () => void | Promise<void>,
    private readonly onFailure: () => void,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Never throws. One that hangs is waited for again, not begun again. */
  async sample(): Promise<void> {
    this.running ??= this.attempt().finally(() => (this.running = undefined));
    const settled = new AbortController();
    const late = pause(this.patienceMs, settled.signal).then(() => false);
    const filled = await Promise.race([this.running, late]);
    settled.abort();
    if (filled) return;
    for (const gauge of this.gauges) forget(gauge);
    this.onFailure();
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.fill();
      return true;
    } catch {
      return false; // counted as a failure; the dependency's own log says why
    }
  }
}

/** It is left out of scrapes until it is set again. */
export function forget(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({}); // without labels a reset leaves a zero
}
