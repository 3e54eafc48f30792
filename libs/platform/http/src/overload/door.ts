import { KINDS, NO_QUEUE, isShed, type Kind, type Load } from './is-shed.ts';
import { Lane } from './lane.ts';

/** Where a request belongs. Requests of a kind that wait for different things, such as two services, have different lanes. */
export interface Place {
  readonly kind: Kind;
  readonly lane: string;
}

/** Milliseconds between two looks at how much was answered. */
export const LOOK_MS = 50;

/** Counts what is in flight, and says whether another request may come in. */
export class Door {
  private readonly lanes: Record<Kind, Map<string, Lane>> = { analytics: new Map(), reads: new Map(), writes: new Map() };
  private readonly taken: Record<Kind, number> = { analytics: 0, reads: 0, writes: 0 };
  private inAllLanes = 0;
  private looked: number;
  private second: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.looked = this.second = now();
  }

  /** Whether a request may come in. */
  admits({ kind, lane }: Place): boolean {
    const now = this.now();
    if (now - this.second >= 1000) {
      this.second = now;
      for (const each of KINDS) this.taken[each] = 0;
    }
    // With so few in all lanes together none of them has a queue, so that nothing need be reckoned.
    if (this.inAllLanes > NO_QUEUE && isShed(kind, this.load(kind, lane, now))) return false;
    this.taken[kind]++;
    return true;
  }

  /** A request has arrived whole and is worked on, until the function that this returns is called: with false where it was given up. */
  begin({ kind, lane }: Place): (answered?: boolean) => void {
    const end = this.lane(kind, lane).begin(this.now());
    this.inAllLanes++;
    return (answered = true) => {
      if (end(answered)) this.inAllLanes--;
    };
  }

  /** To be called every LOOK_MS. */
  look(): void {
    const now = this.now();
    for (const kind of KINDS) for (const lane of this.lanes[kind].values()) lane.look(now - this.looked);
    this.looked = now;
  }

  private load(kind: Kind, lane: string, now: number): Load {
    const later = KINDS.slice(KINDS.indexOf(kind) + 1);
    return {
      own: this.lane(kind, lane).load(now),
      others: later.flatMap((each) => [...this.lanes[each].values()].map((one) => one.load(now))),
      taken: this.taken[kind],
    };
  }

  private lane(kind: Kind, name: string): Lane {
    const known = this.lanes[kind].get(name);
    if (known) return known;
    const fresh = new Lane();
    this.lanes[kind].set(name, fresh);
    return fresh;
  }
}
