import { PoisonEvent } from './fold-batch.ts';

/** What trying again cannot mend: an event that cannot be folded, and a defect of the code. */
export const isFinal = (error: unknown): boolean =>
  error instanceof PoisonEvent || (error as { name?: string })?.name === 'TypeError';
