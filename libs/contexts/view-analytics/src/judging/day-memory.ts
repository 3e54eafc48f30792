import { FIRST, isView, viewClasses, type ClassifiedFact, type ViewClass, type ViewFact, type ViewTarget } from '@stoa/contracts';
import { Fingerprints } from './fingerprints.ts';
import { RecentFingerprints } from './recent-fingerprints.ts';

const SEEN = 1;
const GLIMPSE = 2;
const TIME = 4;
/** Bits 3 to 6: the class of the seen fact, from 1. Bits 7 to 31: the greatest time told, in hundredths of a second. */
const CLASS_AT = 3;
const TIME_AT = 7;
const LONGEST = 2 ** 25 - 1;

const idOf = ({ questionId, answerId }: ViewTarget) => answerId ?? questionId;
const hundredths = (ms: number) => Math.min(LONGEST, Math.floor(ms / 10));

/** What earlier facts told of the same thing on the same render. */
export interface Told {
  readonly seen: boolean;
  readonly glimpse: boolean;
  readonly time: boolean;
  /** What became of the seen fact. */
  readonly class: ViewClass | undefined;
  readonly readMs: number;
}

/**
 * What a shard remembers of one UTC day to judge further facts: who has been counted for what, and what has been told. It is made of that
 * day's facts and of nothing else, so that it can be made again from the sealed batches.
 */
export class DayMemory {
  private readonly known = new Fingerprints();
  private readonly rates = new Fingerprints();
  /** What was told without a valid token has a render of its own: only a producer tells it again, and soon. */
  private readonly invalid = new RecentFingerprints();

  get bytes(): number {
    return this.known.bytes + this.rates.bytes + this.invalid.bytes;
  }

  told({ render, target }: Pick<ViewFact, 'render' | 'target'>): Told | undefined {
    const key = toldKey(render, target);
    const value = this.known.get(key) || this.invalid.get(key);
    if (value === 0) return undefined;
    return {
      seen: (value & SEEN) > 0,
      glimpse: (value & GLIMPSE) > 0,
      time: (value & TIME) > 0,
      class: viewClasses[((value >>> CLASS_AT) & 15) - 1],
      readMs: (value >>> TIME_AT) * 10,
    };
  }

  /** A view of this visitor and thing has been counted today. */
  isCounted({ reader: { visitor }, target }: ViewFact): boolean {
    return target !== null && this.known.has(`c${visitor}${idOf(target)}`);
  }

  /** The greatest number of facts of the visitor within ten minutes of today. */
  factsOf({ reader: { visitor } }: ViewFact): number {
    return greatestIn(this.rates.get(`v${visitor}`));
  }

  /** The greatest number of visitors of the reader's network that came within ten minutes of today, and all of today. */
  visitorsOf({ reader: { network } }: ViewFact): { atOnce: number; today: number } {
    return { atOnce: greatestIn(this.rates.get(`w${network}`)), today: this.rates.get(`d${network}`) };
  }

  /** Which firsts of the visitor this view would be. */
  firstsOf({ reader: { visitor }, target }: ViewFact): number {
    if (!target) return 0;
    const isFirst = (scope: string, id: string) => !this.known.has(`f${scope}${visitor}${id}`);
    let first = isFirst('s', '') ? FIRST.site : 0;
    if (isFirst('q', target.questionId)) first |= FIRST.question;
    if (target.mentorId !== null && isFirst('m', target.mentorId)) first |= FIRST.mentor;
    target.topics.forEach((topic, index) => {
      if (isFirst('t', topic)) first |= FIRST.topic(index);
    });
    return first;
  }

  /** True for a value that is among the first `limit` ones of its kind. */
  isAmongFirst(kind: string, value: string, limit: number): boolean {
    if (this.known.has(`n${kind}${value}`)) return true;
    const count = this.rates.get(`n${kind}`);
    if (count >= limit) return false;
    this.rates.set(`n${kind}`, count + 1);
    return this.known.add(`n${kind}${value}`);
  }

  remember(fact: ClassifiedFact): void {
    this.rememberTold(fact, toldKey(fact.render, fact.target));
    this.rememberVisit(fact);
    this.rememberView(fact);
  }

  /** How fast a visitor and a network are. */
  rememberVisit({ reader, kind, at, class: of }: Pick<ClassifiedFact, 'reader' | 'kind' | 'at' | 'class'>): void {
    if (of === 'invalid' || of === 'known_bot') return;
    if (!this.rates.has(`v${reader.visitor}`)) {
      this.rates.set(`d${reader.network}`, this.rates.get(`d${reader.network}`) + 1);
      this.countInWindow(`w${reader.network}`, at, 1);
    }
    this.countInWindow(`v${reader.visitor}`, at, kind === 'time' ? 0 : 1);
  }

  /** What has been counted. */
  rememberView(fact: ClassifiedFact): void {
    const { target, reader } = fact;
    if (!isView(fact) || !target) return;
    this.known.add(`c${reader.visitor}${idOf(target)}`);
    if (fact.first === 0) return;
    this.known.add(`fs${reader.visitor}`);
    this.known.add(`fq${reader.visitor}${target.questionId}`);
    if (target.mentorId !== null) this.known.add(`fm${reader.visitor}${target.mentorId}`);
    for (const topic of target.topics) this.known.add(`ft${reader.visitor}${topic}`);
  }

  private rememberTold({ kind, class: of, visibleMs }: ClassifiedFact, key: string): void {
    const told = of === 'invalid' ? this.invalid : this.known;
    const before = told.get(key);
    const time = Math.max(before >>> TIME_AT, kind === 'time' ? hundredths(visibleMs) : 0);
    const judged = kind === 'seen' ? viewClasses.indexOf(of) + 1 : (before >>> CLASS_AT) & 15;
    const kinds = (before & 7) | (kind === 'seen' ? SEEN : kind === 'glimpse' ? GLIMPSE : TIME);
    told.set(key, (kinds | (judged << CLASS_AT) | (time << TIME_AT)) >>> 0);
  }

  /** Counts in the ten minutes of `at`, and keeps the greatest such count of the day. */
  private countInWindow(key: string, at: number, more: number): void {
    const value = this.rates.get(key);
    const count = Math.min(MOST_COUNTED, (value >>> 24 === windowOf(at) ? value & MOST_COUNTED : 0) + more);
    const greatest = Math.max(count, greatestIn(value));
    this.rates.set(key, ((windowOf(at) << 24) | (greatest << 12) | count) >>> 0);
  }
}

const toldKey = (render: string, target: ViewTarget | null) => `r${render}${target ? idOf(target) : ''}`;

/** Counts go up to here; limits are far below it. In one number: the ten minutes, the greatest count of the day, the count. */
const MOST_COUNTED = 0xfff;
const greatestIn = (value: number) => (value >>> 12) & MOST_COUNTED;

export const DAY_MS = 86_400_000;
/** Which ten minutes of its day, from 1 to 144. */
const windowOf = (at: number) => Math.floor((at % DAY_MS) / 600_000) + 1;
