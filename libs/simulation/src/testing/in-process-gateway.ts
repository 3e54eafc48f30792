import { GetImported, ImportBatch, ImportViews } from '@stoa/contracts';
import { GetImportedHandler } from '@stoa/imports';
import type { ImportGateway } from '@stoa/imports-stack-exchange';
import { commandContext, type CommandMessage, type EventStore } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { startContexts } from '../contexts.ts';

/** A gateway without HTTP: bodies become commands as the API makes them, of the given principal. */
export function inProcessGateway(store: EventStore, by = t.admin): ImportGateway & { batches: number } {
  const contexts = startContexts(store);
  let keys = 0;
  const execute = async (
    make: (context: CommandMessage['context']) => CommandMessage,
    command: string,
    body: unknown,
    correlationId = 'test',
  ) => {
    const now = new Date().toISOString();
    const context = { principal: by, command, key: `${keys++}`, body, occurredAt: now, correlationId };
    return (await contexts).execute(make(commandContext(context)));
  };
  const gateway = {
    batches: 0,
    batch: async (source: string, text: string) => {
      gateway.batches++;
      const body = JSON.parse(text) as object;
      const data = ImportBatch.schema.parse({ source, ...body });
      return (await execute((context) => new ImportBatch(data, context), 'ImportBatch', body)) as never;
    },
    imported: async (source: string, from: string) => new GetImportedHandler(store).execute(new GetImported({ source, from })),
    views: async (body: object, importId: string) => {
      const data = ImportViews.schema.parse(body);
      return (await execute((context) => new ImportViews(data, context), 'ImportViews', body, importId)) as never;
    },
  };
  return gateway;
}
