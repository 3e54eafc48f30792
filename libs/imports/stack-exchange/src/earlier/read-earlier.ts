import { importedPartOf } from '@stoa/imports-mapping';
import type { EventStore } from '@stoa/kernel';
import type { ImportGateway } from '../sending/import-gateway.ts';
import type { EarlierImports } from './earlier-imports.ts';

/** Reads what the log holds of a source. */
export async function readEarlier(
  into: { readonly store: Pick<EventStore, 'readAll'> } | { readonly gateway: ImportGateway },
  source: string,
  earlier: EarlierImports,
  signal?: AbortSignal,
): Promise<void> {
  if ('store' in into) {
    for await (const events of into.store.readAll('', { batchSize: 2000 })) {
      signal?.throwIfAborted();
      earlier.add(importedPartOf(source, events));
    }
    return;
  }
  for (let from = ''; ;) {
    signal?.throwIfAborted();
    const part = await into.gateway.imported(source, from);
    earlier.add(part);
    if (!part.more) return;
    from = part.position;
  }
}
