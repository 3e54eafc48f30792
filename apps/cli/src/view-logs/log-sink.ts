import { GetViewLog, ImportViewLog, type ViewLogState } from '@stoa/contracts';
import { commandContext, derivedId, sha256, type EventStore, type Position } from '@stoa/kernel';
import { request } from '@stoa/api-client';
import { GetViewLogHandler, ImportViewLogHandler } from '@stoa/view-analytics';
import type { Server } from '../server-client.ts';

/** Takes the facts of logs: a folder, or a server. */
export interface LogSink {
  state(log: string): Promise<ViewLogState>;
  /** Facts that were written now, and where the last of them is. */
  take(batch: ImportViewLog['data']): Promise<{ imported: number; position: Position }>;
}

const CLI = { memberId: derivedId('command line'), roles: ['admin'] } as const;

export function folderSink(store: EventStore): LogSink {
  const [importing, asking] = [new ImportViewLogHandler(store), new GetViewLogHandler(store)];
  return {
    state: (log) => asking.execute(new GetViewLog({ log })),
    take: (data) => {
      const key = sha256(`${data.log} ${data.from}`);
      const occurredAt = new Date().toISOString();
      const about = {
        principal: CLI,
        command: ImportViewLog.type,
        key,
        body: data,
        occurredAt,
        correlationId: `log-${data.log.slice(0, 16)}`,
      };
      return importing.execute(new ImportViewLog(data, commandContext(about)));
    },
  };
}

/** In milliseconds: an import outlives a restart of its server. */
const PATIENCE = 120_000;

/** Facts are pseudonymised before they are sent; no address and no user agent is. */
export function serverSink(server: Server, signal: AbortSignal): LogSink {
  return {
    state: async (log) => {
      const params = { path: { log } };
      return (await request(server, (api) => api.GET('/v1/imports/view-logs/{log}', { params }), { patience: PATIENCE, signal }))
        .body;
    },
    take: async ({ log, ...body }) => {
      const call = { params: { path: { log } }, body };
      const key = sha256(`${log} ${JSON.stringify(body)}`);
      return (
        await request(server, (api) => api.POST('/v1/imports/view-logs/{log}/batches', call as never), {
          key,
          patience: PATIENCE,
          signal,
        })
      ).body as { imported: number; position: Position };
    },
  };
}
