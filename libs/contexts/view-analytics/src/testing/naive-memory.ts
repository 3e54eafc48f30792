import { FIRST, isView, type ClassifiedFact, type ViewFact, type ViewTarget } from '@stoa/contracts';
import type { Told } from '../judging/day-memory.ts';
import type { FactMemory } from '../judging/judge.ts';

const DAY_MS = 86_400_000;
const idOf = (target: ViewTarget | null) => target?.answerId ?? target?.questionId ?? '';
const tens = (ms: number) => Math.floor(ms / 10) * 10;
const windowOf = (at: number) => Math.floor(at / 600_000);

interface Pace {
  window: number;
  count: number;
  greatest: number;
}

/** What a day's memory must tell, by maps whose keys are texts: what it was before it was made small. */
class NaiveDay {
  private readonly tellings = new Map<string, Told>();
  private readonly invalid = new Map<string, Told>();
  private readonly counted = new Set<string>();
  private readonly firsts = new Set<string>();
  private readonly visitors = new Map<string, Pace>();
  private readonly networks = new Map<string, Pace & { today: number }>();

  told({ render, target }: Pick<ViewFact, 'render' | 'target'>): Told | undefined {
    const key = `${render} ${idOf(target)}`;
    return this.tellings.get(key) ?? this.invalid.get(key);
  }

  isCounted({ reader, target }: ViewFact): boolean {
    return target !== null && this.counted.has(`${reader.visitor} ${idOf(target)}`);
  }

  factsOf({ reader }: ViewFact): number {
    return this.visitors.get(reader.visitor)?.greatest ?? 0;
  }

  visitorsOf({ reader }: ViewFact): { atOnce: number; today: number } {
    const { greatest: atOnce, today } = this.networks.get(reader.network) ?? { greatest: 0, today: 0 };
    return { atOnce, today };
  }

  firstsOf({ reader, target }: ViewFact): number {
    if (!target) return 0;
    const bit = (scope: string, id: string, value: number) => (this.firsts.has(`${reader.visitor} ${scope} ${id}`) ? 0 : value);
    const of = bit('site', '', FIRST.site) | bit('question', target.questionId, FIRST.question);
    const mentor = target.mentorId === null ? 0 : bit('mentor', target.mentorId, FIRST.mentor);
    return target.topics.reduce((sum, topic, index) => sum | bit('topic', topic, FIRST.topic(index)), of | mentor);
  }

  remember(fact: ClassifiedFact, withRender = true): void {
    if (withRender) this.rememberTold(fact);
    this.rememberPace(fact);
    const { target, reader, first } = fact;
    if (!isView(fact) || !target) return;
    this.counted.add(`${reader.visitor} ${idOf(target)}`);
    if (first === 0) return;
    this.firsts.add(`${reader.visitor} site `).add(`${reader.visitor} question ${target.questionId}`);
    if (target.mentorId !== null) this.firsts.add(`${reader.visitor} mentor ${target.mentorId}`);
    for (const topic of target.topics) this.firsts.add(`${reader.visitor} topic ${topic}`);
  }

  private rememberTold({ render, target, kind, class: of, visibleMs }: ClassifiedFact): void {
    const tellings = of === 'invalid' ? this.invalid : this.tellings;
    const key = `${render} ${idOf(target)}`;
    const before = tellings.get(key);
    tellings.set(key, {
      seen: before?.seen || kind === 'seen',
      glimpse: before?.glimpse || kind === 'glimpse',
      time: before?.time || kind === 'time',
      class: kind === 'seen' ? of : before?.class,
      readMs: Math.max(before?.readMs ?? 0, kind === 'time' ? tens(visibleMs) : 0),
    });
  }

  private rememberPace({ reader, kind, at, class: of }: ClassifiedFact): void {
    if (of === 'invalid' || of === 'known_bot') return;
    if (!this.visitors.has(reader.visitor)) {
      const network = this.networks.get(reader.network) ?? { window: 0, count: 0, greatest: 0, today: 0 };
      this.networks.set(reader.network, { ...counted(network, at, 1), today: network.today + 1 });
    }
    const visitor = this.visitors.get(reader.visitor) ?? { window: 0, count: 0, greatest: 0 };
    this.visitors.set(reader.visitor, counted(visitor, at, kind === 'time' ? 0 : 1));
  }
}

function counted({ window, count, greatest }: Pace, at: number, more: number): Pace {
  const now = (window === windowOf(at) ? count : 0) + more;
  return { window: windowOf(at), count: now, greatest: Math.max(greatest, now) };
}

/** Days without end; `withRender` false for lines of access logs. */
export class NaiveMemory implements FactMemory {
  private readonly days = new Map<number, NaiveDay>();

  constructor(private readonly withRender = true) {}

  day(at: number): NaiveDay {
    const number = Math.floor(at / DAY_MS);
    const day = this.days.get(number) ?? new NaiveDay();
    this.days.set(number, day);
    return day;
  }

  told(fact: Pick<ViewFact, 'render' | 'target' | 'at'>): Told | undefined {
    if (!this.withRender) return undefined;
    const today = this.day(fact.at).told(fact);
    const before = this.day(fact.at - DAY_MS).told(fact);
    if (!today || !before) return today ?? before;
    return {
      seen: today.seen || before.seen,
      glimpse: today.glimpse || before.glimpse,
      time: today.time || before.time,
      class: today.class ?? before.class,
      readMs: Math.max(today.readMs, before.readMs),
    };
  }

  remember(fact: ClassifiedFact): void {
    this.day(fact.at).remember(fact, this.withRender);
  }
}
