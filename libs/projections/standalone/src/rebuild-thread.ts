import type { RankingFormula } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import type { GenerationRecord, Position } from '@stoa/kernel';
import type { FillProgress } from '@stoa/projections-engine';
import { onThread } from './thread.ts';

export interface FillRequest {
  readonly files: DataFolder['files'];
  readonly record: Pick<GenerationRecord, 'projection' | 'number'>;
  readonly ranking: RankingFormula;
}

/** Fills a generation on a thread of its own. What is committed stays when it fails. */
export const fillOnThread = (
  request: FillRequest,
  onProgress: (progress: FillProgress) => void,
  signal?: AbortSignal,
): Promise<Position> => onThread('rebuild.worker', request, onProgress, signal);
