export { StandaloneReadModels, type Log } from './standalone-read-models.ts';
export { operatorsHandlers } from './projections.query.ts';
export { Verifications } from './verifications.ts';
export * from './offline.ts';
