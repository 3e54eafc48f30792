import { QueryMessage, type Position } from '@stoa/kernel';

/** All read models with their generations, for operators. */
export class ListProjections extends QueryMessage<ProjectionStatus[]> {}
export interface ProjectionStatus {
  name: string;
  state: 'live' | 'building' | 'degraded';
  generation: number | null;
  /** Whether the code's hash is that of the live generation. */
  current: boolean;
  position: Position;
  head: Position;
  documentsWaiting: number;
  /** Why a degraded one stands still. */
  reason: string | null;
}

/** Asks for a rebuild; throws request-in-progress while one runs for this read model, not-found for a name that is none. */
export class StartRebuild extends QueryMessage<RebuildStatus> {
  constructor(readonly projection: string) {
    super();
  }
}
export class GetRebuild extends QueryMessage<RebuildStatus> {
  constructor(
    readonly projection: string,
    readonly id: string,
  ) {
    super();
  }
}
export interface RebuildStatus {
  id: string;
  projection: string;
  generation: number;
  state: 'running' | 'done' | 'failed';
  phase: 'replay' | 'indexes' | 'documents' | 'catch-up' | 'switch' | 'done';
  events: number;
  /** Events in the log when the rebuild began. */
  ofEvents: number;
  documents: number;
  ofDocuments: number;
  /** Events or documents a second in the present phase. */
  rate: number;
  etaSeconds: number | null;
  startedAt: string;
  finishedAt: string | null;
  error: string | null;
}
