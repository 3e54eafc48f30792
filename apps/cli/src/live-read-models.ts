import { ProjectionBehind, type Generation, type HtmlSource, type ReadModels, type ServedReadModel } from '@stoa/kernel';
import type { ReadSide } from '@stoa/projections-standalone/offline';
import { withReadOnlySide, type CommandContext } from './context.ts';

/** These read models of the folder, whoever holds it. */
export const withLive = <A>(
  context: CommandContext,
  names: readonly string[],
  use: (models: ReadModels) => Promise<A>,
): Promise<A> => withReadOnlySide(context, (side) => withModels(side, names, use));

/** Live generations of a read side. */
export async function withModels<A>(
  side: ReadSide,
  names: Iterable<string>,
  use: (models: ReadModels) => Promise<A>,
): Promise<A> {
  const open = new Map<string, Generation>();
  for (const name of names) {
    const record = await side.registry.live(name);
    if (record) open.set(name, await side.registry.open(record));
  }
  try {
    return await use(modelsOf(open, side.html));
  } finally {
    for (const generation of open.values()) await generation.close();
  }
}

/** The live generations as they stand: nothing moves, so there is nothing to wait for. */
function modelsOf(open: ReadonlyMap<string, Generation>, html: HtmlSource): ReadModels {
  return {
    html,
    of(name): ServedReadModel {
      const generation = open.get(name);
      if (!generation) throw new ProjectionBehind(name, '');
      return {
        version: undefined,
        waitFor: async () => undefined,
        documentHead: (key) => generation.documentHead(key),
        document: (key) => generation.document(key),
        among: (...query) => generation.among(...query),
        first: (...query) => generation.first(...query),
        aggregate: (...query) => generation.aggregate(...query),
      };
    },
  };
}
