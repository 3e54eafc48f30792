import { isExcluded, type ClassifiedFact, type SignedFact, type ViewReader } from '@stoa/contracts';
import { BROKEN_DOWN, NOBODY, TOPICS_LETTER, readerKeys, type BrokenDown } from './broken-down.ts';
import { entryOf, type Counts, type Section } from './detail/counts.ts';
import { QUARTERS, keyPart, quarterKey } from './detail/values.ts';
import { isNothing, measuresOf, topicVisitorsOf, visitorsOf, type Measures } from './judged-views.ts';
import { DAY_MS, QUARTER_MS, dayKey, scopeKey, shortId, type ScopeKind } from './rollup-keys.ts';
import { CLASS_COLUMNS, emptyDay, type DayRow, type PageRow } from './view-rollups.entities.ts';

/** What facts add to the rollups, each key once. */
export interface FoldedFacts {
  readonly scopes: readonly ScopeDay[];
  readonly pages: readonly PageRow[];
}

/** One UTC day of one scope. */
export interface ScopeDay {
  readonly kind: ScopeKind;
  readonly of: string;
  readonly day: DayRow;
  readonly counts: Counts;
}

/** `again`: the facts were counted before, and are judged anew. */
export function foldFacts(facts: readonly SignedFact[], again: boolean): FoldedFacts {
  const sums = new Sums();
  for (const { fact, sign } of facts) sums.add(fact, sign, again && sign > 0 && fact.kind !== 'time' ? 1 : 0);
  return sums.folded();
}

const QUARTER_KEYS = Array.from({ length: 96 }, (_, quarter) => quarterKey(quarter));

/** A fact as each of its scopes adds it. */
interface Added {
  readonly fact: ClassifiedFact;
  readonly adds: Measures;
  readonly sign: 1 | -1;
  readonly restated: number;
  readonly quarter: string;
  readonly said: readonly (string | undefined)[];
}

/** A batch comes to some ten thousand additions: what each one needs is looked up by the fact's own texts, and keys are written once. */
class Sums {
  private readonly days = new Map<number, Record<ScopeKind, Map<string, SummedDay>>>();
  private readonly pages = new Map<string, PageRow>();
  private readonly shortIds = new Map<string, string>();
  private readonly idParts = new Map<string, string>();
  private readonly said = new Map<ViewReader, Said>();

  add(fact: ClassifiedFact, sign: 1 | -1, restated: number): void {
    const adds = measuresOf(fact);
    // What only says how long an answer was seen, and did not count, adds nothing.
    if (isNothing(adds)) return;
    const day = Math.floor(fact.at / DAY_MS);
    const quarter = QUARTER_KEYS[Math.floor((fact.at - day * DAY_MS) / QUARTER_MS)]!;
    const added: Added = { fact, adds, sign, restated, quarter, said: this.saidOf(fact) };
    const scopes = entry(this.days, day, emptyScopes);
    const add = (kind: ScopeKind, id: string, topic = -1) =>
      entry(scopes[kind], id, () => new SummedDay(kind, this.of(kind, id), dayKey(fact.at), this.idPart)).add(added, topic);
    add('site', '');
    const { target } = fact;
    if (!target) return;
    entry(this.pages, target.questionId, () => newPage(target.questionId, target.slug)).mentions += sign;
    target.topics.forEach((topic, index) => add('topic', topic, index));
    add('question', target.questionId);
    if (target.mentorId !== null) add('mentor', target.mentorId);
    if (target.answerId !== null) add('answer', target.answerId);
  }

  folded(): FoldedFacts {
    const scopes = [...this.days.values()].flatMap((kinds) => Object.values(kinds).flatMap((map) => [...map.values()]));
    return { scopes, pages: [...this.pages.values()] };
  }

  private of(kind: ScopeKind, id: string): string {
    return scopeKey(kind, kind === 'site' || kind === 'topic' ? id : entry(this.shortIds, id, () => shortId(id)));
  }

  private readonly idPart = (id: string): string =>
    entry(this.idParts, id, () => keyPart(entry(this.shortIds, id, () => shortId(id))));

  /** Facts of one render come one after the other, and say the same of their reader. */
  private saidOf(fact: ClassifiedFact): Said['keys'] {
    const { reader, referrer, utmSource } = fact;
    const known = this.said.get(reader);
    if (known?.referrer === referrer && known.utmSource === utmSource) return known.keys;
    const keys = readerKeys(fact);
    this.said.set(reader, { referrer, utmSource, keys });
    return keys;
  }
}

interface Said {
  readonly referrer: string | null;
  readonly utmSource: string | null;
  readonly keys: readonly (string | undefined)[];
}

class SummedDay implements ScopeDay {
  readonly day: DayRow;
  readonly counts: Counts = new Map();
  private readonly quarters: Section = new Map();
  private readonly sections: readonly Section[];
  private readonly brokenDown: readonly BrokenDown[];

  constructor(
    readonly kind: ScopeKind,
    readonly of: string,
    day: string,
    private readonly idPart: (id: string) => string,
  ) {
    this.day = emptyDay(of, day);
    this.counts.set(QUARTERS, this.quarters);
    this.brokenDown = BROKEN_DOWN[kind];
    this.sections = this.brokenDown.map(() => new Map());
    this.brokenDown.forEach(({ letter }, index) => this.counts.set(letter, this.sections[index]!));
  }

  add(added: Added, topic: number): void {
    const { fact, adds, sign } = added;
    const visitors = visitorsIn(fact, this.kind, topic);
    addMeasures(entryOf(this.quarters, added.quarter), adds, visitors, sign);
    this.addDay(added, visitors);
    for (let index = 0; index < this.brokenDown.length; index++) {
      const { letter, finest, said, keyOf } = this.brokenDown[index]!;
      const section = this.sections[index]!;
      if (letter === TOPICS_LETTER) this.addTopics(section, finest, added);
      else {
        const key = said === undefined ? keyOf(fact, this.idPart) : added.said[said];
        if (key === undefined) continue;
        const own = finest === this.kind ? visitors : visitorsIn(fact, finest, topic);
        addMeasures(entryOf(section, key), adds, own, sign);
      }
    }
  }

  private addTopics(section: Section, finest: ScopeKind, { fact, adds, sign }: Added): void {
    const topics = fact.target?.topics ?? [];
    topics.forEach((topic, place) => addMeasures(entryOf(section, keyPart(topic)), adds, visitorsIn(fact, finest, place), sign));
    if (topics.length === 0)
      addMeasures(entryOf(section, NOBODY), adds, finest === 'topic' ? 0 : visitorsIn(fact, finest, -1), sign);
  }

  private addDay({ fact, adds, sign, restated }: Added, visitors: number): void {
    const { day } = this;
    day.views += sign * adds.views;
    day.visitors += sign * visitors;
    day.readMs += sign * adds.readMs;
    if (fact.class !== 'human' && isExcluded(fact)) day[CLASS_COLUMNS[fact.class]] += sign;
    day.restated += restated;
  }
}

function addMeasures(sum: Measures, adds: Measures, visitors: number, sign: 1 | -1): void {
  sum.views += sign * adds.views;
  sum.visitors += sign * visitors;
  sum.readMs += sign * adds.readMs;
  sum.excluded += sign * adds.excluded;
  sum.bots += sign * adds.bots;
  sum.repeats += sign * adds.repeats;
}

const emptyScopes = (): Record<ScopeKind, Map<string, SummedDay>> => ({
  site: new Map(),
  topic: new Map(),
  mentor: new Map(),
  question: new Map(),
  answer: new Map(),
});

const newPage = (questionId: string, slug: string): PageRow => ({ question: shortId(questionId), slug, mentions: 0 });

const visitorsIn = (fact: ClassifiedFact, kind: ScopeKind, topic: number): number =>
  kind === 'topic' ? topicVisitorsOf(fact, topic) : visitorsOf(fact, kind);

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
