import { degradedSentence, MOST_SET_ASIDE, type Condition } from '@stoa/projections-engine';
import type { DistributedReadModels } from '../serving/distributed-read-models.ts';
import type { LiveGenerationReader } from '../serving/live-generation-reader.ts';
import type { Troubles } from './ports.ts';

/** Null, or a sentence that names the read models that are not up to their log. */
export async function degradedModels(
  readModels: Pick<DistributedReadModels, 'all'>,
  troubles: Pick<Troubles, 'of'>,
): Promise<string | null> {
  const conditions = await Promise.all(
    readModels.all().map(async (model) => [model.name, await conditionOf(model, troubles)] as const),
  );
  return degradedSentence(new Map(conditions));
}

/** What keeps it from being up to its log; nothing where none is live yet. */
export async function conditionOf(model: LiveGenerationReader, troubles: Pick<Troubles, 'of'>): Promise<Condition> {
  const record = await model.record();
  if (!record) return { stopped: null, setAside: [] };
  const [trouble] = await troubles.of(model.name, record.number);
  const stopped = trouble ? `${trouble.partition}: ${trouble.reason}` : null;
  return { stopped, setAside: await model.documentsSetAside(MOST_SET_ASIDE) };
}
