export { DocumentBuilder } from './documents/document-builder.ts';
export { Following } from './consuming/following.ts';
export { handOver } from './rebuilding/hand-over.ts';
export type { Log } from './operating/log.ts';
export type {
  Decode,
  Decoded,
  OffsetHint,
  OffsetHints,
  RebuildJobs,
  SetAside,
  SetAsideMessages,
  Trouble,
  Troubles,
  VerificationJobs,
} from './operating/ports.ts';
export {
  CancelVerificationHandler,
  FindRebuildHandler,
  FindVerificationHandler,
  ListProjectionsHandler,
  OPERATORS_VIEW,
  RequestRebuildHandler,
  RequestVerificationHandler,
  type OperatorsView,
} from './operating/projections.query.ts';
export { PROJECTORS, ProjectorProcess, type ProjectorProcessParts } from './consuming/projector-process.ts';
export { RebuildRunner } from './rebuilding/rebuild-runner.ts';
export { VerificationRunner } from './verifying/verification-runner.ts';
export { degradedModels } from './operating/degraded.ts';
export { ListSetAsideHandler } from './operating/set-aside.query.ts';
export { DistributedReadSide, type DistributedReadSideOptions } from './serving/distributed-read-side.ts';
export { DistributedReadModels } from './serving/distributed-read-models.ts';
export { partitionsOf } from './consuming/topics-of-projection.ts';
