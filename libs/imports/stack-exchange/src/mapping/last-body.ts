import type { Draft } from './draft.ts';

type Emit = (draft: Draft, time: number, index: number) => void;

/** Holds back the drafts that carry the newest body of a post until it is known whether another follows; lets all others pass. */
export class LastBody {
  private held: { readonly draft: Draft; readonly time: number; readonly index: number }[] = [];

  constructor(private readonly emit: Emit) {}

  take(draft: Draft, time: number, index: number): void {
    const body = bodyOf(draft);
    if (body === undefined) return this.emit(draft, time, index);
    const [newest] = this.held;
    if (newest && bodyOf(newest.draft) !== body) this.release();
    this.held.push({ draft, time, index });
  }

  /** Emits what is held, with another body where one is given. */
  release(body?: string): void {
    for (const { draft, time, index } of this.held)
      this.emit(body === undefined ? draft : ({ ...draft, body } as Draft), time, index);
    this.held = [];
  }
}

const bodyOf = (draft: Draft): string | undefined => ('body' in draft ? draft.body : undefined);
