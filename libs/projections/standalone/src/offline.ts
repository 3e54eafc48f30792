// An entry of its own: a tool that opens a folder serves nothing, and so loads nothing of Nest.
export { nothingBuilt, openReadSide, type ReadSide } from './read-side.ts';
export { catchUpOffline, projectionNamed, rebuildOffline } from './rebuild.ts';
export { verify, type Verification } from './verify.ts';
