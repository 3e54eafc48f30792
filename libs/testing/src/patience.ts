/**
 * How much slower than a quiet machine this one is taken to be: STOA_PATIENCE, a number of at least 1. Every time-out of a test goes
 * through `patient`, so that a busy machine makes tests slower and not red. tools/jest.mjs measures it where it is not set.
 */
export const PATIENCE = readPatience(process.env['STOA_PATIENCE']);

/** A time-out in milliseconds, as long as this machine needs. */
export const patient = (milliseconds: number): number => Math.ceil(milliseconds * PATIENCE);

/** Throws where the text is no number of at least 1. */
export function readPatience(text: string | undefined): number {
  const patience = Number(text ?? 1);
  if (!(Number.isFinite(patience) && patience >= 1)) throw new Error(`STOA_PATIENCE must be a number of at least 1, not ${text}`);
  return patience;
}
