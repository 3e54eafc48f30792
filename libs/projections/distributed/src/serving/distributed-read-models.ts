import type { HashedProjection, HtmlSource, ProgressSignal, ReadModels, ServedReadModel, SharedRegistry } from '@stoa/kernel';
import { Refusal } from '@stoa/kernel';
import { LiveGenerationReader } from './live-generation-reader.ts';

/** Read models that other processes keep up to date, as queries of this process see them. */
export class DistributedReadModels implements ReadModels {
  private readonly models: ReadonlyMap<string, LiveGenerationReader>;

  constructor(
    projections: readonly HashedProjection[],
    registry: SharedRegistry,
    progress: ProgressSignal,
    readonly html: HtmlSource,
    patienceMs?: number,
  ) {
    this.models = new Map(
      projections.map((projection) => [projection.name, new LiveGenerationReader(projection, registry, progress, patienceMs)]),
    );
  }

  of(name: string): ServedReadModel {
    return this.model(name);
  }

  model(name: string): LiveGenerationReader {
    const model = this.models.get(name);
    if (!model) throw new Refusal('not-found', `There is no read model ${name}.`);
    return model;
  }

  all(): LiveGenerationReader[] {
    return [...this.models.values()];
  }

  /** Names of those that nothing serves yet. */
  async missing(): Promise<string[]> {
    const live = await Promise.all(this.all().map(async (model) => [model.name, await model.record()] as const));
    return live.filter(([, record]) => !record).map(([name]) => name);
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((model) => model.close()));
  }
}
