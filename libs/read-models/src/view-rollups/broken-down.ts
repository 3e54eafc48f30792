import type { ClassifiedFact } from '@stoa/contracts';
import { keyPart, sections } from './detail/values.ts';
import { finestOf, valueOf } from './judged-views.ts';
import { KEPT_OF, OF_READERS, isEntity, type KeptDimension, type ScopeKind } from './rollup-keys.ts';

/** A section by which the counts of a scope are kept. */
export interface BrokenDown {
  readonly letter: string;
  /** Whose first view makes a visitor in these counts. */
  readonly finest: ScopeKind;
  /** Where it is what readers came with: its place among READER_KEYS. */
  readonly said: number | undefined;
  /** Of what is viewed: under which key a fact is counted, if at all. */
  keyOf(fact: ClassifiedFact, idPart: (id: string) => string): string | undefined;
}

type Single = Exclude<KeptDimension, 'topic'>;

const ofReaders = sections.filter(([, dimensions]) => OF_READERS.some((one) => one === dimensions[0]));

/** Under which keys a fact is counted by what its reader came with: the same in all of its scopes. */
export const readerKeys = (fact: ClassifiedFact): (string | undefined)[] =>
  ofReaders.map(([, dimensions]) => {
    const values = dimensions.map((dimension) => valueOf(fact, dimension as Single));
    return values.every((value) => value === null) ? undefined : values.map((value) => keyPart(value ?? '')).join('');
  });

const brokenDown = (kind: ScopeKind): BrokenDown[] =>
  sections.flatMap(([letter, [dimension]]) => {
    if (!dimension || !KEPT_OF[kind].includes(dimension)) return [];
    const said = ofReaders.findIndex(([one]) => one === letter);
    const keyOf: BrokenDown['keyOf'] = (fact, idPart) => {
      const value = valueOf(fact, dimension as Single);
      if (isEntity(dimension)) return value === null ? NOBODY : idPart(value);
      return value === null ? undefined : keyPart(value);
    };
    return [{ letter, finest: finestOf([kind, dimension]), said: said < 0 ? undefined : said, keyOf }];
  });

export const NOBODY = keyPart('');
export const TOPICS_LETTER = 't';

export const BROKEN_DOWN: Readonly<Record<ScopeKind, readonly BrokenDown[]>> = {
  site: brokenDown('site'),
  topic: brokenDown('topic'),
  mentor: brokenDown('mentor'),
  question: brokenDown('question'),
  answer: brokenDown('answer'),
};
