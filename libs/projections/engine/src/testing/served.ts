import type { Generation, ReadModels, ServedReadModel } from '@stoa/kernel';

/** Generations as queries see them: none is ever behind. */
export function served(generations: ReadonlyMap<string, Generation>): ReadModels {
  return {
    of(projection) {
      const generation = generations.get(projection);
      if (!generation) throw new Error(`The scenario has no read model ${projection}`);
      return asServed(generation);
    },
  };
}

const asServed = (generation: Generation): ServedReadModel => ({
  version: String(generation.version),
  documentHead: (key) => generation.documentHead(key),
  document: (key) => generation.document(key),
  among: (...query) => generation.among(...query),
  first: (...query) => generation.first(...query),
  aggregate: (...query) => generation.aggregate(...query),
  waitFor: async () => undefined,
});
