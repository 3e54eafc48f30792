import type { ProjectionStatus } from '@stoa/contracts';
import { nothingBuilt, projectionNamed, rebuildOffline, type ReadSide } from '@stoa/projections-standalone/offline';
import { Refusal, type Generation } from '@stoa/kernel';
import { MOST_SET_ASIDE, WHOLE_LOG, dump, otherHistoryOf, passedOver, statusOf } from '@stoa/projections-engine';
import { serverOf, withProgress, withReadOnlySide, withReadSide, type CommandContext } from './context.ts';
import { namedGateway } from './gateway.ts';
import { show } from './output.ts';
import { send, type Server } from './server-client.ts';

export interface Selection {
  all?: boolean;
}

const NAME_ONE = 'Name a read model, or use --all.';

export function selected(side: ReadSide, name: string | undefined, { all }: Selection): string[] {
  if (all) return [...side.projections.keys()];
  if (!name) throw new Refusal('validation-failed', NAME_ONE);
  return [projectionNamed(side, name).name];
}

/** The same of a server's. */
export async function selectedOf(server: Server, name: string | undefined, { all }: Selection): Promise<string[]> {
  if (all) return (await send(server, (api) => api.GET('/v1/projections'))).items.map((item) => item.name);
  if (!name) throw new Refusal('validation-failed', NAME_ONE);
  return [name];
}

/** Lists read models with their generations and how far they are: those of the folder, or of the gateway that is named. */
export const listProjections = (context: CommandContext): Promise<void> => {
  const gateway = namedGateway(context.options);
  return gateway ? listOf(gateway, context) : listInFolder(context);
};

async function listOf(server: Server, { io, options }: CommandContext): Promise<void> {
  const { items } = await send(server, (api) => api.GET('/v1/projections'));
  show(io, options.json, { items }, () =>
    items.map(({ state, reason, documentsWaiting, documentsSetAside, ...item }) => {
      const waiting = documentsWaiting > 0 ? `, ${documentsWaiting} documents to build` : '';
      return [`${lineOf(item)}  ${state}${waiting}${reason ? `: ${reason}` : ''}`, ...asideOf(documentsSetAside)].join('\n');
    }),
  );
}

type Listed = Pick<ProjectionStatus, 'name' | 'generation' | 'current' | 'position' | 'head' | 'passedOver'>;

const unknownOf = (passed: ProjectionStatus['passedOver']): string =>
  passed.map(({ type, events }) => `, ${events} of unknown type ${type} passed over`).join('');

const lineOf = ({ name, generation, current, position, head, passedOver: passed }: Listed): string =>
  `${name.padEnd(20)} generation ${generation ?? '-'}  at ${position || 'the start'} of ${head || 'nothing'}${current ? '' : '  (of other code: will be rebuilt)'}${unknownOf(passed)}`;

/** A line for each document, where there is more than the one that the reason names. */
const asideOf = (documents: ProjectionStatus['documentsSetAside'] = []): string[] =>
  documents.length < 2 ? [] : documents.map(({ key, reason }) => `  set aside: ${key}: ${reason}`);

const listInFolder = (context: CommandContext): Promise<void> =>
  withReadOnlySide(context, async (side) => {
    const head = await side.store.head();
    const items: (Listed & Pick<ProjectionStatus, 'state' | 'reason' | 'documentsSetAside'>)[] = [];
    for (const { name, code } of side.projections.values()) {
      const record = await side.registry.live(name);
      const generation = record && (await side.registry.open(record));
      items.push({
        name,
        generation: record?.number ?? null,
        current: record?.hash === code.rows,
        position: (await generation?.checkpoint(WHOLE_LOG)) ?? '',
        head,
        passedOver: generation ? await passedOver(generation) : [],
        ...(generation ? statusOf(await conditionOf(side, generation)) : NOT_BUILT),
      });
      await generation?.close();
    }
    show(context.io, context.options.json, { items }, () =>
      items.map(({ state, reason, documentsSetAside, ...item }) =>
        [`${lineOf(item)}${state === 'degraded' ? `  degraded: ${reason}` : ''}`, ...asideOf(documentsSetAside)].join('\n'),
      ),
    );
  });

const NOT_BUILT: ReturnType<typeof statusOf> = { state: 'building', reason: null, documentsSetAside: [] };

/** What can be seen in its files; why a server has stopped it only the server knows. */
async function conditionOf({ store }: ReadSide, generation: Generation) {
  const reason = await otherHistoryOf(store, generation);
  const setAside = await generation.documentsSetAside(MOST_SET_ASIDE);
  return { stopped: reason && `it was made of another log: ${reason}`, setAside };
}

/** Rebuilds read models and makes them live; through the server where one holds the folder. */
export async function rebuild(context: CommandContext, name: string | undefined, selection: Selection): Promise<void> {
  const server = serverOf(context);
  const done: { projection: string; generation: number; seconds: number }[] = [];
  await withProgress(context, async (progress) => {
    if (server) {
      for (const projection of await selectedOf(server, name, selection)) {
        const started = performance.now();
        const path = { projection };
        let status = await send(server, (api) => api.POST('/v1/projections/{projection}/rebuilds', { params: { path } }));
        while (status.state === 'running') {
          progress.update(
            `${projection}: ${status.phase}`,
            status.phase === 'documents' ? status.documents : status.events,
            status.phase === 'documents' ? status.ofDocuments : status.ofEvents,
          );
          await new Promise((resolve) => setTimeout(resolve, 200));
          context.signal.throwIfAborted();
          const params = { path: { projection, rebuild: status.id } };
          status = await send(server, (api) => api.GET('/v1/projections/{projection}/rebuilds/{rebuild}', { params }));
        }
        if (status.state === 'failed') throw new Refusal('internal', `The rebuild of ${projection} failed: ${status.error}`);
        done.push({ projection, generation: status.generation, seconds: (performance.now() - started) / 1000 });
      }
      return;
    }
    await withReadSide(context, async (side) => {
      for (const projection of selected(side, name, selection)) {
        const started = performance.now();
        const record = await rebuildOffline(side, projection, {
          signal: context.signal,
          onProgress: ({ phase, done: count, of }) =>
            progress.update(`${projection}: ${phase}`, count, of, phase === 'documents' ? 'documents' : 'events'),
        });
        done.push({ projection, generation: record.number, seconds: (performance.now() - started) / 1000 });
      }
    });
  });
  show(context.io, context.options.json, { rebuilt: done }, () =>
    done.map(
      ({ projection, generation, seconds }) => `${projection}: generation ${generation} is live (${seconds.toFixed(1)} s)`,
    ),
  );
}

/** Writes a read model's canonical dump as NDJSON. */
export const dumpProjection = (context: CommandContext, name: string): Promise<void> =>
  withReadOnlySide(context, async (side) => {
    const projection = projectionNamed(side, name);
    const record = await side.registry.live(name);
    if (!record) throw nothingBuilt(name);
    const generation = await side.registry.open(record);
    try {
      for await (const line of dump(projection, generation)) {
        context.signal.throwIfAborted();
        context.io.out(`${line}\n`);
      }
    } finally {
      await generation.close();
    }
  });
