import { existsSync } from 'node:fs';
import type { RankingFormula } from '@stoa/contracts';
import type { DataFolder } from '@stoa/data-folder';
import { Refusal, type EventStore, type GenerationRegistry, type HashedProjection, type HtmlSource } from '@stoa/kernel';
import { projections, projectionsRankedBy, questionPage, rankingOfDocuments } from '@stoa/read-models/projections';
import { SqliteGenerationRegistry, SqliteHtmlCache } from '@stoa/projections-store/sqlite';

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
  const html = options.readOnly ? new HtmlWhenNeeded(files.htmlCache) : await openHtml(files.htmlCache);
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

/** The HTML cache of a file, with the renderer beside it: loaded where something is written or rendered. */
async function openHtml(file: string): Promise<SqliteHtmlCache> {
  const { renderOffThread, rendererVersion } = await import('@stoa/markdown');
  return SqliteHtmlCache.open(file, { version: rendererVersion, render: renderOffThread });
}

/** Opens the cache at the first text: most commands that only read show what is rendered already. */
class HtmlWhenNeeded implements HtmlSource {
  private opening: Promise<SqliteHtmlCache> | undefined;
  private opened: SqliteHtmlCache | undefined;

  constructor(private readonly file: string) {}

  async render(markdown: readonly string[]): Promise<string[]> {
    this.opened = await (this.opening ??= openHtml(this.file));
    return this.opened.render(markdown);
  }

  close(): void {
    this.opened?.close();
  }
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
