import type { ImportedPerson } from '@stoa/contracts';
import type { Gone } from '../earlier/later-dump.ts';
import type { SortKey } from '../sorting/external-sort.ts';

/**
 * What happened, in the smallest form that can be spilled and sorted; ids are derived when it is appended.
 * `member`, `post`: slots. `row`: the id of the row that it comes from. `editor`: absent for nobody whom the dump knows.
 */
export type Draft =
  | { readonly kind: 'member'; readonly member: number }
  | { readonly kind: 'mentor'; readonly member: number; readonly bio: string }
  | {
      readonly kind: 'question';
      readonly post: number;
      readonly title: string;
      readonly body: string;
      readonly topics: readonly string[];
    }
  | { readonly kind: 'answer'; readonly post: number; readonly body: string }
  | {
      readonly kind: 'edit';
      readonly post: number;
      readonly row: string;
      readonly editor?: ImportedPerson;
      readonly title?: string;
      readonly body?: string;
      readonly retag?: { readonly topics: readonly string[]; readonly former: readonly string[] };
    }
  | {
      readonly kind: 'close';
      readonly post: number;
      readonly row: string;
      readonly reason: string;
      readonly editor?: ImportedPerson;
    }
  | { readonly kind: 'reopen'; readonly post: number; readonly row: string; readonly editor?: ImportedPerson }
  | { readonly kind: 'accept'; readonly post: number; readonly answer: number }
  | { readonly kind: 'rating'; readonly post: number; readonly vote: number; readonly helpful: boolean }
  | {
      readonly kind: 'views';
      readonly shard: number;
      readonly batch: number;
      readonly counts: readonly (readonly [number, number])[];
      /** What has no views any more because it is gone. */
      readonly gone: readonly Gone[];
    }
  | {
      readonly kind: 'question-now';
      readonly post: number;
      readonly title: string;
      readonly body: string;
      readonly topics: readonly string[];
      readonly closed: string | null;
    }
  | { readonly kind: 'answer-now'; readonly post: number; readonly body: string }
  | { readonly kind: 'member-now'; readonly member: ImportedPerson; readonly name: string }
  | { readonly kind: 'mentor-now'; readonly member: ImportedPerson; readonly name: string; readonly bio: string }
  | ({ readonly kind: 'gone' } & Gone)
  | { readonly kind: 'member-gone' | 'mentor-gone'; readonly memberId: string }
  | ({ readonly kind: 'rating-gone'; readonly memberId: string } & Gone);

/** Of things that happened in the same millisecond, who must exist comes before who or what needs it; then by the ids of the source. */
const RANK: Record<Draft['kind'], number> = {
  member: 0,
  mentor: 1,
  question: 2,
  answer: 3,
  edit: 4,
  close: 4,
  reopen: 4,
  accept: 5,
  rating: 6,
  views: 7,
  'member-now': 8,
  'mentor-now': 8,
  'question-now': 9,
  'answer-now': 9,
  gone: 10,
  'member-gone': 10,
  'mentor-gone': 10,
  'rating-gone': 10,
};

/** The time, in the order of drafts, of what a dump says of the moment at which it was made: after all that happened. */
export const AT_THE_END = 8.64e15;

/** Order of a draft; `sourceId` and `index` break ties within a kind. */
export const draftKey = (time: number, kind: Draft['kind'], sourceId: number, index = 0): SortKey => [
  time,
  RANK[kind],
  sourceId,
  index,
];
