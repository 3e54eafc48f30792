import type { Type } from '@nestjs/common';
import { CommandHandler, QueryHandler } from '@nestjs/cqrs';
import { owned, serviceNames } from '@stoa/contracts';
import type { CommandMessage, QueryMessage } from '@stoa/kernel';
import type { RemoteBus } from './remote-bus.ts';

/** A handler for every command and query that another process owns, which forwards it; users of the buses see no difference. */
export function remoteHandlers(bus: Pick<RemoteBus, 'execute' | 'ask'>): Type[] {
  return serviceNames.flatMap((name) => {
    const { commands, queries } = owned[name];
    const execute = commands.map((command) => {
      const made = handler((message) => bus.execute(message as CommandMessage));
      CommandHandler(command as never)(made);
      return made;
    });
    const ask = queries.map((query) => {
      const made = handler((message) => bus.ask(message as QueryMessage<unknown>));
      QueryHandler(query as never)(made);
      return made;
    });
    return [...execute, ...ask];
  });
}

const handler = (handOver: (message: object) => Promise<unknown>): Type =>
  class {
    execute(message: object): Promise<unknown> {
      return handOver(message);
    }
  };
