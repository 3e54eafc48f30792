import { existsSync } from 'node:fs';
import type { RankingFormula } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import { Refusal, type EventStore, type GenerationRegistry, type HashedProjection, type HtmlSource } from '@stoa/kernel';
import { renderOffThread, rendererVersion } from '@stoa/markdown';
import { projections, projectionsRankedBy, questionPage, rankingOfDocuments } from '@stoa/read-models/projections';
import { SqliteGenerationRegistry, SqliteHtmlCache } from '@stoa/projections-store';

/** What the read side of one data folder is made of; `close` lets go of its files, the store's excepted. */
export interface ReadSide {
  readonly store: EventStore;
  readonly registry: GenerationRegistry;
  readonly html: HtmlSource;
  readonly projections: ReadonlyMap<string, HashedProjection>;
  /** What ranks the answers of its pages. */
  readonly ranking: RankingFormula;
  close(): void;
}

export interface ReadSideOptions {
  /** Another process writes it. */
  readonly readOnly?: boolean;
  /** Default: what ranks the pages that are stored, so that a tool beside the server makes the same ones. */
  readonly ranking?: RankingFormula;
}

/** Opens registry and HTML cache of a data folder. Read-only it refuses a folder in which nothing is built yet. */
export async function openReadSide(
  { store, files }: Pick<DataFolder, 'store' | 'files'>,
  options: ReadSideOptions = {},
): Promise<ReadSide> {
  if (options.readOnly && !existsSync(files.readModels)) throw nothingBuilt();
  const registry = await SqliteGenerationRegistry.open(files.readModels, projections, options);
  const html = await SqliteHtmlCache.open(files.htmlCache, { version: rendererVersion, render: renderOffThread });
  const ranking = options.ranking ?? (await storedRanking(registry));
  return {
    store,
    registry,
    html,
    ranking,
    projections: new Map(projectionsRankedBy(ranking).map((projection) => [projection.name, projection])),
    close: () => {
      registry.close();
      html.close();
    },
  };
}

/** What a command that only reads read models answers where they, or one of them, were never built. */
export const nothingBuilt = (name?: string): Refusal =>
  new Refusal(
    'not-found',
    name === undefined
      ? 'This folder holds events, and no read model is built from them yet; `stoa serve` or `stoa projections rebuild --all` builds them.'
      : `The read model ${name} is not built yet; \`stoa serve\` or \`stoa projections rebuild ${name}\` builds it.`,
  );

async function storedRanking(registry: GenerationRegistry): Promise<RankingFormula> {
  const live = await registry.live(questionPage.name);
  if (!live) return rankingOfDocuments(undefined);
  const generation = await registry.open(live);
  try {
    return rankingOfDocuments(await generation.documentsHash());
  } finally {
    await generation.close();
  }
}
