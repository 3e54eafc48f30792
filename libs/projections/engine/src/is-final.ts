import { PoisonEvent } from './fold-batch.ts';

/** By name, since they come from other packages: a defect of the code, a number and a text that no store of ours can hold, a damaged log. */
const FINAL = new Set(['TypeError', 'RangeError', 'UnstorableText', 'LogDamaged']);

/** Whether a retry cannot succeed: an event that cannot be folded or read, a result that cannot be stored, or a bug. */
export const isFinal = (error: unknown): boolean =>
  error instanceof PoisonEvent || FINAL.has((error as { name?: string })?.name ?? '');
