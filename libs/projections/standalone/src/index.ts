export { StandaloneReadModels, type Log } from './standalone-read-models.ts';
export { GetRebuildHandler, ListProjectionsHandler, NothingSetAsideHandler, StartRebuildHandler } from './projections.query.ts';
export * from './offline.ts';
