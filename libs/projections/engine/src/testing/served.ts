import type { Generation, HtmlSource, ReadModels, ServedReadModel } from '@stoa/kernel';

/** Texts as they are. */
const PLAIN: HtmlSource = { render: async (texts) => [...texts] };

/** Generations as queries see them: none is ever behind. */
export function served(generations: ReadonlyMap<string, Generation>, html: HtmlSource = PLAIN): ReadModels {
  const models = new Map([...generations].map(([name, generation]) => [name, asServed(generation)]));
  return {
    html,
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
