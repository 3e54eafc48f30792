export { StandaloneReadModels, type Log } from './standalone-read-models.ts';
export { operatorsHandlers } from './projections.query.ts';
export { nothingBuilt, openReadSide, type ReadSide } from './read-side.ts';
export { catchUpOffline, projectionNamed, rebuildOffline } from './rebuild.ts';
export { Verifications } from './verifications.ts';
export { verify, type Verification } from './verify.ts';
