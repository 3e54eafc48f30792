export type { Append } from './append.ts';
export { isFrom } from './origin.ts';
export { importedPartOf, viewsSourceOf, type ImportedFacts } from './imported-part.ts';
export { ItemAppends, type ItemFacts } from './appends-of.ts';
export { eventMaker, importIdOf, type EventMaker } from './make-events.ts';
export { handleCandidates, slugCandidates } from './names.ts';
export { SourceIds } from './source-ids.ts';
