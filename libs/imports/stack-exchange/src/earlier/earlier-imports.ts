import { VIEW_SHARDS } from '@stoa/contracts';
import type { ImportedFacts } from '@stoa/imports-mapping';
import type { ExternalSort, SortKey } from '../sorting/external-sort.ts';

/** A rating that the log holds, or a vote that the dump holds (without `given`); `target` is the question or answer. */
export interface RatingRecord {
  readonly memberId: string;
  readonly target: string;
  readonly questionId?: string;
  readonly given?: boolean;
}

/** What earlier imports of the source brought: ids alone, and the ratings in a sort, since a site has many. */
export class EarlierImports {
  readonly imports = new Set<string>();
  readonly questions = new Set<string>();
  /** Each answer with the question under which it was born. */
  readonly answers = new Map<string, string>();
  readonly members = new Set<string>();
  /** Handles by member. */
  readonly mentors = new Map<string, string>();
  /** How many events with totals of views each shard holds. */
  readonly viewEvents = Array<number>(VIEW_SHARDS).fill(0);
  private recorded = 0;

  constructor(private readonly ratings: ExternalSort<RatingRecord>) {}

  add(part: ImportedFacts): void {
    for (const id of part.imports) this.imports.add(id);
    for (const id of part.questions) this.questions.add(id);
    for (const { answerId, questionId } of part.answers) this.answers.set(answerId, questionId);
    for (const id of part.members) this.members.add(id);
    for (const { memberId, handle } of part.mentors) this.mentors.set(memberId, handle);
    for (const shard of part.viewShards) this.viewEvents[shard]!++;
    for (const { questionId, answerId, memberId, given } of part.ratings)
      this.record({ memberId, target: answerId ?? questionId, questionId, given });
  }

  /** A vote of the dump: whatever else the log holds of it is gone. */
  addVote(memberId: string, target: string): void {
    this.record({ memberId, target });
  }

  /** Ratings that the log holds and the dump does not. */
  *goneRatings(): Generator<Required<RatingRecord>> {
    let group: RatingRecord[] = [];
    for (const [, record] of this.ratings.read()) {
      if (group[0] && group[0].memberId !== record.memberId) {
        yield* goneOf(group);
        group = [];
      }
      group.push(record);
    }
    yield* goneOf(group);
  }

  private record(record: RatingRecord): void {
    this.ratings.add([...keyOf(record.memberId), this.recorded++, 0] as SortKey, record, 300);
  }
}

/** Of what log and dump hold of one member, in their order: the ratings that are given last and that no vote of the dump stands for. */
function* goneOf(group: readonly RatingRecord[]): Generator<Required<RatingRecord>> {
  const voted = new Set(group.filter(({ given }) => given === undefined).map(({ target }) => target));
  const last = new Map(group.filter(({ given }) => given !== undefined).map((record) => [record.target, record]));
  for (const { memberId, target, questionId, given } of last.values())
    if (given && questionId !== undefined && !voted.has(target)) yield { memberId, target, questionId, given };
}

/** Sorts by a uuid's first 96 bits. */
const keyOf = (uuid: string): [number, number] => {
  const digits = uuid.replaceAll('-', '');
  return [parseInt(digits.slice(0, 12), 16), parseInt(digits.slice(12, 24), 16)];
};
