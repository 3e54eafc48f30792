export { DocumentBuilder } from './document-builder.ts';
export { Following } from './following.ts';
export { handOver } from './hand-over.ts';
export type { Log } from './log.ts';
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
} from './ports.ts';
export {
  FindRebuildHandler,
  ListSharedProjectionsHandler,
  OPERATORS_VIEW,
  RequestRebuildHandler,
  type OperatorsView,
} from './projections.query.ts';
export { PROJECTORS, Projectors, type ProjectorsParts } from './projectors.ts';
export { RebuildRunner } from './rebuild-runner.ts';
export { ListSetAsideHandler } from './set-aside.query.ts';
export { SharedReadSide, type SharedReadSideOptions } from './shared-read-side.ts';
export { SharedReadModels } from './shared-read-models.ts';
export { partitionsOf } from './topics-of-projection.ts';
