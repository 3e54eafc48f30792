export * from './decode-facts.ts';
export * from './encode-facts.ts';
export * from './signed-facts.ts';
export * from './view-fact.ts';
