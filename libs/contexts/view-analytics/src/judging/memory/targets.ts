import { FIRST, type ViewTarget } from '@stoa/contracts';
import { Fingerprints } from './fingerprints.ts';
import { Words } from './words.ts';

type Target = Pick<ViewTarget, 'questionId' | 'answerId' | 'mentorId' | 'topics'>;
const NOTHING: Target = { questionId: '', answerId: null, mentorId: null, topics: [] };

/** Words of a record; behind them stand the topics. A thing is known by its first record. */
const THING = 0;
const FORMER = 1;
const QUESTION = 2;
const MENTOR = 3;
const COUNT = 4;
const TOPICS = 5;

/**
 * What was looked at, as records to point at: one for each thing with its question, mentor and topics, and a further one where these change
 * during the day. Some 60 to 70 bytes each, however many visitors there are.
 */
export class Targets {
  private readonly words = new Words();
  private readonly newest = new Fingerprints();
  private readonly numbers = new Fingerprints();

  get bytes(): number {
    return this.words.bytes + this.newest.bytes + this.numbers.bytes;
  }

  /** 0 for what is not known. */
  thingOf(target: Target | null): number {
    const record = this.newest.get(idOf(target));
    return record === 0 ? 0 : this.thingIn(record);
  }

  thingIn(record: number): number {
    return this.words.get(record + THING);
  }

  /** A record of the thing, whatever its question, mentor and topics are. */
  someRecordOf(target: Target | null): number {
    return this.newest.get(idOf(target)) || this.add(idOf(target), 0, this.scopesOf(target ?? NOTHING));
  }

  /** The record of the thing with just these question, mentor and topics. */
  recordOf(target: Target): number {
    const scopes = this.scopesOf(target);
    const newest = this.newest.get(idOf(target));
    for (let record = newest; record !== 0; record = this.words.get(record + FORMER))
      if (scopes.every((word, index) => this.words.get(record + QUESTION + index) === word)) return record;
    return this.add(idOf(target), newest, scopes);
  }

  /** Numbers of its question, mentor and topics. */
  scopesIn(record: number): { question: number; mentor: number; topics: number[] } {
    const { words } = this;
    const topics = Array.from({ length: words.get(record + COUNT) }, (_, index) => words.get(record + TOPICS + index));
    return { question: words.get(record + QUESTION), mentor: words.get(record + MENTOR), topics };
  }

  /** Those of `firsts` that a view of this record still is after one of an earlier record. */
  firstsAfter(earlier: number, record: number, firsts: number): number {
    const { words } = this;
    let left = firsts & ~FIRST.site;
    if (words.get(record + QUESTION) === words.get(earlier + QUESTION)) left &= ~FIRST.question;
    if (words.get(record + MENTOR) === words.get(earlier + MENTOR)) left &= ~FIRST.mentor;
    for (let index = 0; index < words.get(record + COUNT); index++)
      if (this.hasTopic(earlier, words.get(record + TOPICS + index))) left &= ~FIRST.topic(index);
    return left;
  }

  private hasTopic(record: number, topic: number): boolean {
    const end = record + TOPICS + this.words.get(record + COUNT);
    for (let at = record + TOPICS; at < end; at++) if (this.words.get(at) === topic) return true;
    return false;
  }

  /** Question, mentor, number of topics, topics. */
  private scopesOf({ questionId, mentorId, topics }: Target): number[] {
    const mentor = mentorId === null ? 0 : this.numberOf(mentorId);
    return [this.numberOf(questionId), mentor, topics.length, ...topics.map((topic) => this.numberOf(topic))];
  }

  private numberOf(id: string): number {
    const known = this.numbers.get(id);
    if (known === 0) this.numbers.set(id, this.numbers.size + 1);
    return known || this.numbers.size;
  }

  private add(id: string, former: number, scopes: readonly number[]): number {
    const record = this.words.end;
    this.words.push(former === 0 ? record : this.thingIn(former));
    this.words.push(former);
    for (const word of scopes) this.words.push(word);
    this.newest.set(id, record);
    return record;
  }
}

const idOf = (target: Target | null) => target?.answerId ?? target?.questionId ?? '';
