import { PoisonEvent } from './fold-batch.ts';

/** By name, since they come from other packages: a defect of the code, a number and a text that no store of ours can hold. */
const FINAL = new Set(['TypeError', 'RangeError', 'UnstorableText']);

/** What trying again cannot mend: an event that cannot be folded, or what it folds to not stored, and a defect of the code. */
export const isFinal = (error: unknown): boolean =>
  error instanceof PoisonEvent || FINAL.has((error as { name?: string })?.name ?? '');
