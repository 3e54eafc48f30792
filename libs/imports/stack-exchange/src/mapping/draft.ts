import type { ImportedPerson } from '@stoa/contracts';
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
    };

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
};

/** Order of a draft; `sourceId` and `index` break ties within a kind. */
export const draftKey = (time: number, kind: Draft['kind'], sourceId: number, index = 0): SortKey => [
  time,
  RANK[kind],
  sourceId,
  index,
];
