export { StandaloneReadModels, type Log } from './standalone-read-models.ts';
export { GetRebuildHandler, ListProjectionsHandler, NothingSetAsideHandler, StartRebuildHandler } from './projections.query.ts';
export { nothingBuilt, openReadSide, type ReadSide } from './read-side.ts';
export { catchUpOffline, projectionNamed, rebuildOffline } from './rebuild.ts';
export { verify, type Verification } from './verify.ts';
