type Condition = () => Promise<boolean>;

interface Waiter {
  condition: Condition;
  settle: (met: boolean) => void;
}

/** Those who wait until something is true. They are looked after whenever something may have changed. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();

  constructor(private readonly patienceMs: number) {}

  /** True once the condition holds, false when patience ends. */
  async until(condition: Condition): Promise<boolean> {
    if (await condition()) return true;
    return new Promise((resolve) => {
      const settle = (met: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
        resolve(met);
      };
      const waiter: Waiter = { condition, settle };
      const timer = setTimeout(() => void condition().then(settle, () => settle(false)), this.patienceMs);
      this.waiting.add(waiter);
    });
  }

  async look(): Promise<void> {
    for (const waiter of [...this.waiting]) if (await waiter.condition()) waiter.settle(true);
  }
}
