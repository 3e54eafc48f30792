/** What an import is doing; `total` may grow while it reads. */
export interface ImportProgress {
  readonly phase: 'reading' | 'sorting' | 'appending';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'posts' | 'steps';
}

/** A row that was left out, and why. `row` is its Id as the table writes it, `target` the id that it names. */
export interface StrayRow {
  readonly table: string;
  readonly row: string;
  readonly reason: string;
  readonly target: string | null;
}

export interface StrayRows {
  readonly table: string;
  readonly reason: string;
  readonly count: number;
}

/** Texts that had to be changed so that the contracts accept them; no post is lost for its text. */
export interface TextChanges {
  /** Names of people, cleaned of control characters or cut, or made up where nothing was to be seen. */
  names: number;
  titles: number;
  topics: number;
  /** Bodies with NUL or lone surrogates, which became U+FFFD. */
  bodiesCleaned: number;
  /** Bodies and profiles past their limit, cut at it. */
  bodiesCut: number;
  /** Bodies whose structure the renderer refuses; they stand in a code block. */
  bodiesAsCode: number;
  /** Answers in which nothing is to be seen; they say so. */
  bodiesEmpty: number;
  /** Questions with more than five topics; the first five are kept. */
  topicsDropped: number;
}

/** Where the post history does not end in what Posts.xml says: one more event brings it there. */
export interface Amendments {
  titles: number;
  tags: number;
  closings: number;
}

/** Where the last bodies of posts come from; their pages have the text and blocks that Posts.xml has as HTML. */
export interface BodyCounts {
  /** The Markdown of the history. */
  asWritten: number;
  /** That Markdown with some of it written as our renderer reads it. */
  mended: number;
  /** Markdown made of the HTML. */
  fromHtml: number;
}

/** A post whose page has another text than the HTML, or the same in other blocks or with other links or formatting. */
export interface DifferingBody {
  readonly post: number;
  readonly difference: 'text' | 'blocks' | 'formatting';
}

export interface ImportReport {
  readonly source: string;
  /** Names this dump, byte for byte, under this source; the correlation id of all its events. */
  readonly importId: string;
  readonly eventsAppended: number;
  readonly eventsAlreadyThere: number;
  readonly eventsByType: Readonly<Record<string, number>>;
  readonly questions: number;
  readonly answers: number;
  readonly members: number;
  readonly mentors: number;
  /** All rows of Votes.xml. */
  readonly votes: number;
  /** Votes that became ratings, helpful or not. */
  readonly ratings: number;
  /** Votes of any kind on posts that are neither question nor answer. */
  readonly votesOnOtherPosts: number;
  /** Rows by VoteTypeId, with what it means. */
  readonly votesByKind: Readonly<Record<string, number>>;
  readonly acceptedAnswers: number;
  readonly revisions: number;
  /** Revisions that changed nothing, and so became no event. */
  readonly unchangedRevisions: number;
  /** Sum of the imported views. */
  readonly views: number;
  readonly questionsWithViews: number;
  readonly tagsUnused: number;
  /** Rows of Posts.xml that are neither question nor answer, by PostTypeId with what it means. */
  readonly postTypesNotImported: Readonly<Record<string, number>>;
  /** Rows of PostHistory.xml whose kind is not imported, by PostHistoryTypeId. */
  readonly historyTypesNotImported: Readonly<Record<string, number>>;
  readonly postsWithoutHistory: number;
  /** Answers dated before their question (a merge), which are dated at it. */
  readonly timesMoved: number;
  /** What an earlier dump of the source brought and this one has no more. */
  readonly questionsGone: number;
  readonly answersGone: number;
  readonly membersGone: number;
  readonly mentorsGone: number;
  readonly ratingsGone: number;
  readonly strayRows: readonly StrayRows[];
  /** The first twenty of each kind. */
  readonly firstStrayRows: readonly StrayRow[];
  /** What was done to which posts and profiles, and where the dump’s own Score is not the sum of its votes: how many, and the first twenty. */
  readonly named: Readonly<Record<string, { readonly count: number; readonly first: readonly string[] }>>;
  readonly tablesMissing: readonly string[];
  /** A line each: what a missing table means for this import. */
  readonly notes: readonly string[];
  readonly textChanges: Readonly<TextChanges>;
  readonly amendments: Readonly<Amendments>;
  readonly bodies: Readonly<BodyCounts>;
  /** What was mended in how many bodies, and why how many were made of the HTML. */
  readonly bodiesByReason: Readonly<Record<string, number>>;
  readonly bodiesDiffering: number;
  readonly firstBodiesDiffering: readonly DifferingBody[];
  readonly bytesRead: number;
  readonly seconds: { readonly reading: number; readonly sorting: number; readonly appending: number; readonly total: number };
  /** Highest resident memory of the process so far, as the system counts it, in bytes. */
  readonly peakBytes: number;
}
