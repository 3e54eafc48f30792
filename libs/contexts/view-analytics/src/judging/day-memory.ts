import { FIRST, isView, viewClasses, type ClassifiedFact, type ViewClass, type ViewFact, type ViewTarget } from '@stoa/contracts';
import { Fingerprints } from './memory/fingerprints.ts';
import { Networks } from './memory/networks.ts';
import { Pages } from './memory/pages.ts';
import { RecentFingerprints } from './memory/recent-fingerprints.ts';
import { Targets } from './memory/targets.ts';
import { Visitors } from './memory/visitors.ts';
import { Words } from './memory/words.ts';

const SEEN = 1;
const GLIMPSE = 2;
const TIME = 4;
/** Bits 3 to 6: the class of the seen fact, from 1. Bits 7 to 31: the greatest time told, in hundredths of a second. */
const CLASS_AT = 3;
const TIME_AT = 7;
const LONGEST = 2 ** 25 - 1;

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
 * day's facts and of nothing else, so that it can be made again from the sealed batches. docs/decisions/0032 says how it lies in memory.
 */
export class DayMemory {
  private readonly words = new Words();
  private readonly targets = new Targets();
  private readonly pages = new Pages(this.words, this.targets);
  private readonly visitors = new Visitors(this.words, () => this.pages.addFirst());
  private readonly networks = new Networks(this.words);
  /** What was told without a valid token has a render of its own: only a producer tells it again, and soon. */
  private readonly invalid = new RecentFingerprints();
  private readonly values = new Fingerprints();
  private readonly valueCounts = new Map<string, number>();

  get bytes(): number {
    const visits = this.words.bytes + this.pages.bytes + this.visitors.bytes + this.networks.bytes;
    return visits + this.targets.bytes + this.invalid.bytes + this.values.bytes;
  }

  /** Of `bytes`, what grows with what there is to see, however many see it. */
  get targetBytes(): number {
    return this.targets.bytes;
  }

  told({ render, target }: Pick<ViewFact, 'render' | 'target'>): Told | undefined {
    const value = this.toldOn(render, target) || this.invalid.get(toldKey(render, target));
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
  isCounted({ reader, target }: ViewFact): boolean {
    const visitor = this.visitors.find(reader.visitor);
    const thing = target === null || visitor === 0 ? 0 : this.targets.thingOf(target);
    return thing !== 0 && this.pages.isCounted(this.visitors.firstPageOf(visitor), thing);
  }

  /** The greatest number of facts of the visitor within ten minutes of today. */
  factsOf({ reader }: ViewFact): number {
    const visitor = this.visitors.find(reader.visitor);
    return visitor === 0 ? 0 : this.visitors.factsOf(visitor);
  }

  /** The greatest number of visitors of the reader's network that came within ten minutes of today, and all of today. */
  visitorsOf({ reader }: ViewFact): { atOnce: number; today: number } {
    return this.networks.visitorsOf(reader.network);
  }

  /** Which firsts of the visitor this view would be. */
  firstsOf({ reader, target }: ViewFact): number {
    if (!target) return 0;
    const mentor = target.mentorId === null ? 0 : FIRST.mentor;
    const topics = target.topics.reduce((firsts, _topic, index) => firsts | FIRST.topic(index), 0);
    const all = FIRST.site | FIRST.question | mentor | topics;
    const visitor = this.visitors.find(reader.visitor);
    if (visitor === 0) return all;
    return this.pages.firstsLeft(this.visitors.firstPageOf(visitor), this.targets.recordOf(target), all);
  }

  /** True for a value that is among the first `limit` ones of its kind. */
  isAmongFirst(kind: string, value: string, limit: number): boolean {
    if (this.values.has(`${kind} ${value}`)) return true;
    const count = this.valueCounts.get(kind) ?? 0;
    if (count >= limit) return false;
    this.valueCounts.set(kind, count + 1);
    return this.values.add(`${kind} ${value}`);
  }

  remember(fact: ClassifiedFact): void {
    this.rememberVisit(fact);
    this.rememberTold(fact);
    this.rememberView(fact);
  }

  /** How fast a visitor and a network are. */
  rememberVisit({ reader, kind, at, class: of }: Pick<ClassifiedFact, 'reader' | 'kind' | 'at' | 'class'>): void {
    if (of === 'invalid' || of === 'known_bot') return;
    const known = this.visitors.find(reader.visitor);
    if (known === 0) this.networks.visitorCame(reader.network, at);
    this.visitors.came(known || this.visitors.add(reader.visitor), at, kind === 'time' ? 0 : 1);
  }

  /** All of a fact but what its render told. */
  rememberWithoutRender(fact: ClassifiedFact): void {
    this.rememberVisit(fact);
    this.rememberView(fact);
  }

  /** What has been counted, of a visitor whose visit is remembered. */
  private rememberView(fact: ClassifiedFact): void {
    const { target, reader, render, first } = fact;
    if (!isView(fact) || !target) return;
    const firstPage = this.visitors.firstPageOf(this.visitors.find(reader.visitor));
    this.pages.count(firstPage, this.pages.find(render), this.targets.recordOf(target), first !== 0);
  }

  private rememberTold(fact: ClassifiedFact): void {
    const { render, target, reader, class: of } = fact;
    if (of === 'invalid') {
      const key = toldKey(render, target);
      return this.invalid.set(key, toldAfter(this.invalid.get(key), fact));
    }
    const visitor = of === 'known_bot' ? 0 : this.visitors.find(reader.visitor);
    const page = this.pages.find(render) || this.pages.add(render, visitor === 0 ? 0 : this.visitors.firstPageOf(visitor));
    this.pages.tell(page, this.targets.someRecordOf(target), (before) => toldAfter(before, fact));
  }

  private toldOn(render: string, target: ViewTarget | null): number {
    const page = this.pages.find(render);
    const thing = page === 0 ? 0 : this.targets.thingOf(target);
    return thing === 0 ? 0 : this.pages.told(page, thing);
  }
}

function toldAfter(before: number, { kind, class: of, visibleMs }: ClassifiedFact): number {
  const time = Math.max(before >>> TIME_AT, kind === 'time' ? hundredths(visibleMs) : 0);
  const judged = kind === 'seen' ? viewClasses.indexOf(of) + 1 : (before >>> CLASS_AT) & 15;
  const kinds = (before & 7) | (kind === 'seen' ? SEEN : kind === 'glimpse' ? GLIMPSE : TIME);
  return (kinds | (judged << CLASS_AT) | (time << TIME_AT)) >>> 0;
}

const toldKey = (render: string, target: ViewTarget | null) => `${render}${target?.answerId ?? target?.questionId ?? ''}`;
