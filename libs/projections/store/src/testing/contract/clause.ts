import { isDeepStrictEqual } from 'node:util';
import type { Generation, GenerationRegistry, StoredDocument } from '@stoa/kernel';
import { changes, type Item } from '../sample-model.ts';

/** One promise of the ports, checked on a registry whose projection is the sample model. */
export interface Clause {
  readonly name: string;
  check(registry: GenerationRegistry): Promise<void>;
}

export const NAME = 'sample-model';
export const by = (field: keyof Item) => (a: Item, b: Item) => (String(a[field]) < String(b[field]) ? -1 : 1);

export function same(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(structuredClone(found), structuredClone(expected)))
    throw new Error(`found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}
export async function refused(attempt: Promise<unknown>): Promise<void> {
  const outcome = await attempt.then(
    () => 'nothing',
    () => 'an error',
  );
  same(outcome, 'an error');
}
export async function dumped(generation: Pick<Generation, 'dumpRows'>, table: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of generation.dumpRows(table)) lines.push(line);
  return lines;
}
export const documentOf = (key: string, body: string): StoredDocument => ({
  key,
  etag: `e-${body}`,
  beside: null,
  body: Buffer.from(body),
});
export const textOf = (document: StoredDocument | undefined) => document && Buffer.from(document.body).toString();

/** A clause about one generation. */
export const about = (
  name: string,
  check: (generation: Generation, again: () => Promise<Generation>) => Promise<void>,
): Clause => ({
  name,
  async check(registry) {
    const record = await registry.create(NAME, 'hash');
    const opened: Generation[] = [];
    const open = async () => (opened.push(await registry.open(record)), opened.at(-1)!);
    try {
      await check(await open(), open);
    } finally {
      for (const generation of opened) await generation.close();
    }
  },
});

export const commit = (generation: Generation, from: string, to: string, what: Parameters<typeof changes>[0], partition = 'p') =>
  generation.commit(partition, from, to, changes(what));
