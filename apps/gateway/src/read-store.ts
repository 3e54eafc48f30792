import { Refusal } from '@stoa/kernel';
import type { Config } from './config.ts';
import type { ReadStore } from './serve.ts';

/** The read store that the configuration names. */
export async function openReadStore(_config: Pick<Config, 'postgres'>): Promise<ReadStore> {
  throw new Refusal('dependency-unavailable', 'This build has no adapter for the read store of the distributed mode.');
}
