/** What a lane looks like to one that comes now. */
export interface LaneLoad {
  readonly inFlight: number;
  /** Milliseconds that the oldest of them has been in flight. */
  readonly oldest: number;
  /** Answered in a second of those in which there was something to answer; undefined before that is known. */
  readonly perSecond: number | undefined;
}

/** Looks over which a rate is taken. */
const LOOKS = 10;
const KNOWN_AFTER = 3;

/** Requests that wait for the same thing: those in flight, and how fast they are answered. */
export class Lane {
  /** When each began, the oldest first. */
  private readonly begun = new Set<{ readonly at: number }>();
  private readonly looks: { readonly ms: number; readonly answered: number }[] = [];
  private answered = 0;

  /** Returns what ends it, answered or not, and says whether this call did: a second one does nothing. */
  begin(at: number): (answered: boolean) => boolean {
    const request = { at };
    this.begun.add(request);
    return (answered) => {
      const ended = this.begun.delete(request);
      if (ended && answered) this.answered++;
      return ended;
    };
  }

  /** So many milliseconds after the last look. Idle ones say nothing about how fast a lane is. */
  look(ms: number): void {
    if (this.answered === 0 && this.begun.size === 0) return;
    this.looks.push({ ms, answered: this.answered });
    this.answered = 0;
    if (this.looks.length > LOOKS) this.looks.shift();
  }

  load(now: number): LaneLoad {
    const [oldest] = this.begun;
    return { inFlight: this.begun.size, oldest: oldest ? now - oldest.at : 0, perSecond: this.perSecond() };
  }

  private perSecond(): number | undefined {
    if (this.looks.length < KNOWN_AFTER) return undefined;
    const sum = (of: 'ms' | 'answered') => this.looks.reduce((total, look) => total + look[of], 0);
    return (sum('answered') * 1000) / sum('ms');
  }
}
