import type { ProjectionStatus } from '@stoa/contracts';
import type { CodeHashes, HashedProjection } from '@stoa/kernel';

const DIGITS = 8;

/** What operators see of the code that made a generation, and whether it is the code of this process. A read model without documents has no code for them. */
export function comparedCode(
  { code, documents }: HashedProjection,
  made: { rows: string; documents: string | undefined } | undefined,
): Pick<ProjectionStatus, 'current' | 'code'> {
  if (!made) return { current: false, code: null };
  const current = made.rows === code.rows && (!documents || made.documents === code.documents);
  return { current, code: short({ rows: made.rows, documents: made.documents ?? '' }) };
}

const short = ({ rows, documents }: CodeHashes): CodeHashes => ({
  rows: rows.slice(0, DIGITS),
  documents: documents.slice(0, DIGITS),
});
