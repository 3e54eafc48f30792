import { FIRST } from '@stoa/contracts';
import { Fingerprints } from './fingerprints.ts';
import type { Targets } from './targets.ts';

/** A place in a set of numbers, about. */
const BYTES_A_VISITOR = 40;

/** What was counted for the few visitors who see so much that walking it would take too long, by their first pages: in a table. */
export class FrequentVisitors {
  private readonly firstPages = new Set<number>();
  private readonly known = new Fingerprints();

  constructor(private readonly targets: Targets) {}

  get bytes(): number {
    return this.known.bytes + this.firstPages.size * BYTES_A_VISITOR;
  }

  has(first: number): boolean {
    return this.firstPages.has(first);
  }

  /** Begins, or goes on, to keep what is counted for a visitor here. */
  count(first: number, record: number, wasFirst: boolean): void {
    this.firstPages.add(first);
    this.known.add(`${first} thing ${this.targets.thingIn(record)}`);
    if (!wasFirst) return;
    const { question, mentor, topics } = this.targets.scopesIn(record);
    this.known.add(`${first} site`);
    this.known.add(`${first} question ${question}`);
    this.known.add(`${first} mentor ${mentor}`);
    for (const topic of topics) this.known.add(`${first} topic ${topic}`);
  }

  isCounted(first: number, thing: number): boolean {
    return this.known.has(`${first} thing ${thing}`);
  }

  firstsLeft(first: number, record: number, firsts: number): number {
    const { question, mentor, topics } = this.targets.scopesIn(record);
    let left = firsts;
    if (this.known.has(`${first} site`)) left &= ~FIRST.site;
    if (this.known.has(`${first} question ${question}`)) left &= ~FIRST.question;
    if (this.known.has(`${first} mentor ${mentor}`)) left &= ~FIRST.mentor;
    for (const [index, topic] of topics.entries()) if (this.known.has(`${first} topic ${topic}`)) left &= ~FIRST.topic(index);
    return left;
  }
}
