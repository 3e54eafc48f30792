import type { GenerationRegistry } from '@stoa/kernel';
import { brokenRegistries } from './broken-registries.ts';
import { clauses } from './contract-suite.ts';

/** Every clause of a registry of generations, and for each broken registry that some clause notices. Each test gets an empty registry. */
export function registryContract(withRegistry: (use: (registry: GenerationRegistry) => Promise<void>) => Promise<void>): void {
  it.each(clauses.map((clause) => [clause.name, clause] as const))('%s', (_name, clause) =>
    withRegistry(async (registry) => expect(await clause.check(registry)).toBeUndefined()),
  );

  it.each(Object.entries(brokenRegistries))('the suite notices when %s', async (_name, broken) => {
    const noticed: string[] = [];
    for (const clause of clauses)
      await withRegistry((registry) => clause.check(broken(registry))).catch(() => noticed.push(clause.name));
    expect(noticed).not.toEqual([]);
    expect(noticed.length).toBeLessThan(clauses.length);
  });
}
