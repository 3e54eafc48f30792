import type { ProgressSignal } from '@stoa/kernel';

type Told = 'advanced' | 'changed' | 'wanted';

/** Signals among those who share it; nothing tells of progress by itself. */
export class ProgressInProcess implements ProgressSignal {
  isHeard = true;
  private readonly looks = new Map<string, Set<() => void>>();

  onProgress = (projection: string, look: () => void) => this.add('advanced', projection, look);
  onChange = (projection: string, look: () => void) => this.add('changed', projection, look);
  onWanted = (projection: string, act: () => void) => this.add('wanted', projection, act);
  want = (projection: string) => this.tell('wanted', projection);

  tell(told: Told, projection: string): void {
    for (const look of [...(this.looks.get(`${told} ${projection}`) ?? [])]) look();
    if (told === 'changed') this.tell('advanced', projection);
  }

  listeners(told: Told, projection: string): number {
    return this.looks.get(`${told} ${projection}`)?.size ?? 0;
  }

  private add(told: Told, projection: string, look: () => void): () => void {
    const name = `${told} ${projection}`;
    const looks = this.looks.get(name) ?? new Set();
    this.looks.set(name, looks.add(look));
    return () => void looks.delete(look);
  }
}
