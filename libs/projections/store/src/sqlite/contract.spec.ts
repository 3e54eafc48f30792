import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryContract } from '../testing/registry-contract.ts';
import { sample } from '../testing/sample-model.ts';
import { SqliteGenerationRegistry } from './sqlite-registry.ts';

describe('generations over SQLite', () =>
  registryContract(async (use) => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-registry-'));
    const registry = await SqliteGenerationRegistry.open(folder, [sample]);
    try {
      await use(registry);
    } finally {
      registry.close();
      rmSync(folder, { recursive: true });
    }
  }));
