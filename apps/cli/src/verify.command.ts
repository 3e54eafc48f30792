import { Refusal, pause } from '@stoa/kernel';
import { verify, type Verification } from '@stoa/projections-standalone/offline';
import { scratchSide, withProgress, withReadOnlySide, withScratch, type CommandContext } from './context.ts';
import { namedGateway } from './gateway.ts';
import { oneLine } from './one-line.ts';
import { EXIT, show } from './output.ts';
import type { Progress } from './progress.ts';
import { selected, selectedOf, type Selection } from './projections.command.ts';
import { send, type Server } from './server-client.ts';

const LOOK_EVERY_MS = 200;

/** Folds read models from the start into temporary generations and compares, here or at the gateway that is named; 1 when one differs. */
export async function verifyProjections(
  context: CommandContext,
  name: string | undefined,
  selection: Selection,
): Promise<number> {
  const gateway = namedGateway(context.options);
  const results = await withProgress(context, (progress) =>
    gateway ? atServer(gateway, context, name, selection, progress) : inFolder(context, name, selection, progress),
  );
  const equal = results.every((result) => result.equal);
  show(context.io, context.options.json, { equal, results }, () => results.map(lineOf));
  return equal ? EXIT.fine : EXIT.doesNotHold;
}

function lineOf({ projection, tables, equal }: Verification): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const differing = tables.filter((table) => table.live !== table.folded).map(({ table }) => table);
  return `${projection}: ${equal ? `holds (${tables.length} tables, ${rows.toLocaleString('en-US')} rows)` : `DIFFERS in ${differing.join(', ')}`}`;
}

type Phase = { readonly phase: string; readonly done: number; readonly of?: number | undefined };

function report(progress: Progress, projection: string, { phase, done, of }: Phase): void {
  const unit = phase === 'documents' ? 'documents' : phase === 'live' || phase === 'compare' ? 'rows' : 'events';
  progress.update(`${projection}: ${phase}`, done, of || undefined, unit);
}

const inFolder = (context: CommandContext, name: string | undefined, selection: Selection, progress: Progress) =>
  withReadOnlySide(context, (side, folder) =>
    withScratch(async (scratch) => {
      const aside = await scratchSide(folder, scratch);
      const results: Verification[] = [];
      try {
        for (const projection of selected(side, name, selection)) {
          const onProgress = (phase: Phase) => report(progress, projection, phase);
          results.push(await verify(side, aside, projection, { signal: context.signal, onProgress }));
        }
        return results;
      } finally {
        aside.close();
      }
    }),
  );

async function atServer(
  server: Server,
  context: CommandContext,
  name: string | undefined,
  selection: Selection,
  progress: Progress,
): Promise<Verification[]> {
  const results: Verification[] = [];
  for (const projection of await selectedOf(server, name, selection))
    results.push(await verifiedBy(server, projection, context, progress));
  return results;
}

/** One verification at a server, from its beginning to its result; an interruption cancels it there. */
async function verifiedBy(
  server: Server,
  projection: string,
  { io, signal }: CommandContext,
  progress: Progress,
): Promise<Verification> {
  signal.throwIfAborted();
  const path = { projection };
  let status = await send(server, (api) => api.POST('/v1/projections/{projection}/verifications', { params: { path } }));
  const params = { path: { projection, verification: status.id } };
  while (status.state === 'running') {
    report(progress, projection, phaseOf(status));
    await pause(LOOK_EVERY_MS, signal);
    if (signal.aborted) {
      const cancelling = send({ ...server, patience: 0 }, (api) =>
        api.DELETE('/v1/projections/{projection}/verifications/{verification}', { params }),
      );
      await cancelling.catch((error: unknown) =>
        io.err(`The verification ${status.id} of ${projection} goes on at the server: ${oneLine(error)}`),
      );
      signal.throwIfAborted();
    }
    status = await send(server, (api) => api.GET('/v1/projections/{projection}/verifications/{verification}', { params }));
  }
  const { state, error, upTo, equal, tables } = status;
  if (state === 'failed') throw new Refusal('internal', `The verification of ${projection} failed: ${error}`);
  if (state === 'cancelled') throw new Refusal('stopping', `The verification of ${projection} was cancelled.`);
  const compared = tables.map(({ table, rows, live, folded }) => ({ table, rows, live, folded }));
  return { projection, position: upTo ?? '', equal: equal === true, tables: compared };
}

const phaseOf = (
  status: { phase: string } & Record<'events' | 'ofEvents' | 'documents' | 'ofDocuments' | 'rows' | 'ofRows', number>,
): Phase => {
  const { phase, events, ofEvents, documents, ofDocuments, rows, ofRows } = status;
  if (phase === 'documents') return { phase, done: documents, of: ofDocuments };
  return phase === 'live' || phase === 'compare' ? { phase, done: rows, of: ofRows } : { phase, done: events, of: ofEvents };
};
