/** What the external sort by post holds: a post's own row first, then the rows of its history by time and id. */
export type PostRecord = PostRow | HistoryRow;

export interface PostRow {
  readonly kind: 'post';
  readonly id: number;
  readonly slot: number;
  readonly title: string;
  readonly tags: string;
  readonly html: string;
  readonly closedAt: number | null;
  readonly views: number;
  /** When it was last edited, or else last active. */
  readonly touchedAt: number | null;
}

export interface HistoryRow {
  readonly kind: 'history';
  readonly slot: number;
  readonly row: number;
  readonly type: number;
  readonly revision: string;
  readonly time: number;
  readonly text: string;
  /** Number of the closing reason, for a closing. */
  readonly reason: string | null;
  readonly userId: number | null;
  readonly userName: string | null;
}

/** Types of PostHistory rows, by what they set. */
export const INITIAL = new Set([1, 2, 3]);
export const TITLES = new Set([1, 4, 7]);
export const BODIES = new Set([2, 5, 8]);
export const TAGS = new Set([3, 6, 9]);
export const CLOSED = 10;
export const REOPENED = 11;
export const isImported = (type: number): boolean => type >= 1 && type <= REOPENED;
