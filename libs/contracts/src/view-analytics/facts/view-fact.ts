/**
 * What becomes of a fact: the first of these that applies, in this order. Only `human` counts as a view. Stored format: the order is
 * that of the codes in a batch, so a new class goes to the end whatever its precedence.
 */
export const viewClasses = [
  'invalid',
  'known_bot',
  'automated',
  'prefetch',
  'glimpse',
  'staff',
  'self',
  'repeat',
  'human',
] as const;
export type ViewClass = (typeof viewClasses)[number];

/** `seen`: the page says that the rule was met; `glimpse`: it was left before; `time`: how long it has been visible so far. Stored format. */
export const factKinds = ['seen', 'glimpse', 'time'] as const;
export type FactKind = (typeof factKinds)[number];

/** What became of the fact's render token. Stored format. */
export const tokenVerdicts = ['valid', 'missing', 'forged', 'expired', 'other-page'] as const;
export type TokenVerdict = (typeof tokenVerdicts)[number];

/** What was looked at, as it was then. `answerId` null: the question as a whole. */
export interface ViewTarget {
  readonly questionId: string;
  readonly slug: string;
  readonly answerId: string | null;
  readonly mentorId: string | null;
  readonly company: string | null;
  /** Keys, at most five. */
  readonly topics: readonly string[];
}

/** Who looked, as far as it is kept: pseudonyms of one UTC day, and what the browser says of itself in a few words. */
export interface ViewReader {
  /** 16 hexadecimal digits. */
  readonly visitor: string;
  /** 16 hexadecimal digits: the pseudonym of the address's network. */
  readonly network: string;
  readonly browser: string;
  readonly os: string;
  readonly device: string;
  /** The bot's name; null for none. */
  readonly bot: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly screen: string | null;
  readonly language: string | null;
}

/** What a page told about one answer, or about the question itself, and what the server saw with it. */
export interface ViewFact {
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly kind: FactKind;
  /** Null where what was named does not exist. */
  readonly target: ViewTarget | null;
  /** 16 hexadecimal digits. */
  readonly render: string;
  readonly verdict: TokenVerdict;
  readonly prefetch: boolean;
  readonly staff: boolean;
  /** The reader wrote what was looked at. */
  readonly self: boolean;
  /** Percent visible, of the answer or of the window where the answer is taller. */
  readonly share: number;
  readonly visibleMs: number;
  /** Milliseconds since the token was issued; null without a valid one, and where the clock that issued it is ahead. */
  readonly sinceRender: number | null;
  /** A host. */
  readonly referrer: string | null;
  readonly utmSource: string | null;
  readonly reader: ViewReader;
}

/** Whose first view of the UTC day a counted view is; `FIRST.topic(i)` is that of its target's topic at i. Stored format. */
export const FIRST = { site: 1, question: 2, mentor: 4, topic: (index: number): number => 8 << index } as const;

export interface ClassifiedFact extends ViewFact {
  readonly class: ViewClass;
  /** A set of FIRST; 0 for what does not count. */
  readonly first: number;
  /** Milliseconds that this fact adds to the read time of its answer; 0 for what does not count. */
  readonly readMs: number;
}

/** A view, as it is counted: what a human saw. Facts of kind `time` only tell how long. */
export const isView = ({ kind, class: of }: Pick<ClassifiedFact, 'kind' | 'class'>): boolean => kind !== 'time' && of === 'human';
/** A view that did not count, and why is its class. */
export const isExcluded = ({ kind, class: of }: Pick<ClassifiedFact, 'kind' | 'class'>): boolean =>
  kind !== 'time' && of !== 'human';
