import { Refusal } from '@stoa/kernel';
import { WHOLE_LOG, verifyGeneration, type Verified, type VerifyOptions } from '@stoa/projections-engine';
import { projectionNamed } from './rebuild.ts';
import { nothingBuilt, type ReadSide } from './read-side.ts';

export type Verification = { readonly projection: string } & Verified;

/**
 * Folds from the start to live's checkpoint into a generation of its own, in `scratch`, whose files the caller removes, and compares the dumps. A server may
 * go on writing what is live.
 */
export async function verify(
  live: ReadSide,
  scratch: ReadSide,
  name: string,
  options: VerifyOptions = {},
): Promise<Verification> {
  const projection = projectionNamed(live, name);
  const record = await live.registry.live(name);
  if (!record) throw nothingBuilt(name);
  const { rows } = projection.code;
  if (record.hash !== rows) throw ofOtherCode(name);
  const [generation, folded] = [
    await live.registry.open(record),
    await scratch.registry.open(await scratch.registry.create(name, rows)),
  ];
  try {
    const parts = { ...options, projection, live: generation, partitions: [WHOLE_LOG], html: scratch.html };
    const found = await verifyGeneration({ ...parts, heldOf: () => live.store, empty: async () => folded });
    return { projection: name, ...found };
  } finally {
    await generation.close();
    await folded.close();
  }
}

/** There is nothing to compare it with: this code makes other rows. */
export const ofOtherCode = (name: string): Refusal =>
  new Refusal(
    'request-in-progress',
    `What is live of ${name} was built by other code, and is to be replaced by a rebuild; verify it after that.`,
  );
