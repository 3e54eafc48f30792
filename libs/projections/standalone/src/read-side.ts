import type { DataFolder } from '@stoa/data-folder';
import type { EventStore, GenerationRegistry, HashedProjection, HtmlSource } from '@stoa/kernel';
import { renderMarkdown, rendererVersion } from '@stoa/markdown';
import { projections } from '@stoa/read-models';
import { SqliteGenerationRegistry, SqliteHtmlCache } from '@stoa/projections-store';

/** What the read side of one data folder is made of; `close` lets go of its files, the store's excepted. */
export interface ReadSide {
  readonly store: EventStore;
  readonly registry: GenerationRegistry;
  readonly html: HtmlSource;
  readonly projections: ReadonlyMap<string, HashedProjection>;
  close(): void;
}

/** Opens registry and HTML cache of a data folder; read-only where another process writes them. */
export async function openReadSide(
  { store, files }: Pick<DataFolder, 'store' | 'files'>,
  options: { readOnly?: boolean } = {},
): Promise<ReadSide> {
  const registry = await SqliteGenerationRegistry.open(files.readModels, projections, options);
  const html = await SqliteHtmlCache.open(files.htmlCache, { version: rendererVersion, render: renderMarkdown });
  return {
    store,
    registry,
    html,
    projections: new Map(projections.map((projection) => [projection.name, projection])),
    close: () => {
      registry.close();
      html.close();
    },
  };
}
