type Condition = () => Promise<boolean>;

interface Waiter {
  readonly condition: Condition;
  settle(met: boolean): void;
}

/** Callers that wait for conditions, which are checked whenever something may have changed. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();

  /** True once the condition holds, false when it still does not after `patienceMs`. */
  until(condition: Condition, patienceMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (met: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
        resolve(met);
      };
      const waiter: Waiter = { condition, settle };
      const timer = setTimeout(() => void condition().then(settle, () => settle(false)), patienceMs);
      // Registers before its own check, so that no change in between is missed.
      this.waiting.add(waiter);
      void this.check(waiter);
    });
  }

  async look(): Promise<void> {
    await Promise.all([...this.waiting].map((waiter) => this.check(waiter)));
  }

  /** A condition that cannot be checked now is checked again at the next signal. */
  private async check({ condition, settle }: Waiter): Promise<void> {
    const met = await condition().catch(() => false);
    if (met) settle(true);
  }
}
