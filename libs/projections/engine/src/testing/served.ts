import type { Generation, ReadModels, ServedReadModel } from '@stoa/kernel';

/** Generations as queries see them: none is ever behind. */
export function served(generations: ReadonlyMap<string, Generation>): ReadModels {
  const models = new Map([...generations].map(([name, generation]) => [name, asServed(generation)]));
  return {
    of(projection) {
      const model = models.get(projection);
      if (!model) throw new Error(`The scenario has no read model ${projection}`);
      return model;
    },
  };
}

const asServed = (generation: Generation): ServedReadModel => ({
  get version() {
    return String(generation.version);
  },
  documentHead: (key) => generation.documentHead(key),
  document: (key) => generation.document(key),
  among: (...query) => generation.among(...query),
  first: (...query) => generation.first(...query),
  aggregate: (...query) => generation.aggregate(...query),
  waitFor: async () => undefined,
});
