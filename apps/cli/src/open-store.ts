import { openDataFolder } from '@stoa/data-folder';
import type { CopyTarget, EventStore } from '@stoa/kernel';

export interface OpenedStore {
  readonly store: EventStore & CopyTarget;
  /** It commits in the order of the calls, also where they do not wait for one another. */
  readonly inOrder: boolean;
  close(): Promise<void>;
}

/** The event store of a data folder, or at an address such as `esdb://host:2113?tls=false`. To write a folder takes its lock; `patienceMs` is for servers. */
export async function openStore(address: string, mode: 'read' | 'write', patienceMs: number): Promise<OpenedStore> {
  if (isAddress(address)) {
    const { openEventStore } = await import('@stoa/event-store');
    const store = openEventStore(address, { patienceMs });
    return { store, inOrder: false, close: () => store.close() };
  }
  const folder = await openDataFolder(address, { mode });
  return { store: folder.store, inOrder: true, close: () => folder.release() };
}

export const isAddress = (text: string): boolean => /^[a-z+]{2,}:/.test(text);
