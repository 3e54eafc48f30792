export type { Append } from './append.ts';
export { ItemAppends, type ItemFacts } from './appends-of.ts';
export { eventMaker, importIdOf, type EventMaker } from './make-events.ts';
export { handleCandidates, slugCandidates } from './names.ts';
export { SourceIds } from './source-ids.ts';
