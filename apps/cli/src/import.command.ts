import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catchUpOffline } from '@stoa/embedded';
import { importStackExchange } from '@stoa/importing';
import { Refusal } from '@stoa/kernel';
import { refuseWhileServed, withProgress, withReadSide, type CommandContext } from './context.ts';
import { show } from './output.ts';

/** Imports a dump and brings every read model to its last document. */
export async function importDump(context: CommandContext, folder: string, { source }: { source?: string }): Promise<void> {
  refuseWhileServed(context, 'import');
  if (!existsSync(join(folder, 'Posts.xml'))) throw new Refusal('validation-failed', `${folder} has no Posts.xml in it.`);
  const started = performance.now();
  return withReadSide(context, (side, { store }) =>
    withProgress(context, async (progress) => {
      const { signal } = context;
      const report = await importStackExchange({
        folder,
        store,
        signal,
        ...(source ? { source } : {}),
        onProgress: ({ phase, done, total, unit }) => progress.update(phase, done, total, unit),
      });
      const imported = performance.now();
      for (const name of side.projections.keys())
        await catchUpOffline(side, name, {
          signal,
          onProgress: ({ phase, done, of }) =>
            progress.update(`${name}: ${phase}`, done, of, phase === 'documents' ? 'documents' : 'events'),
        });
      progress.end();
      const seconds = { importing: (imported - started) / 1000, projecting: (performance.now() - imported) / 1000 };
      show(context.io, context.options.json, { ...report, seconds }, () => [
        ...lines(report),
        `to the last document in ${((performance.now() - started) / 1000).toFixed(1)} s (importing ${seconds.importing.toFixed(1)}, read models ${seconds.projecting.toFixed(1)})`,
      ]);
    }),
  );
}

/** A report as lines: numbers as they are, lists by their length and first entries. */
function lines(report: object): string[] {
  return Object.entries(report).flatMap(([name, value]) => {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object') return [`${words}: ${String(value)}`];
    const entries = Array.isArray(value)
      ? value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry)))
      : Object.entries(value as object).map(
          ([key, entry]) => `${key} ${typeof entry === 'object' ? JSON.stringify(entry) : String(entry)}`,
        );
    return entries.length === 0 ? [] : [`${words}: ${entries.slice(0, 20).join(', ')}`];
  });
}
