import { Controller, Inject, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandClass, CommandContext } from '@stoa/kernel';
import { Handles } from '../routes/operation.decorator.ts';
import type { Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { CommandData } from './command-data.decorator.ts';
import type { CommandResult } from './command.interceptor.ts';
import { RequestContext } from './request-context.decorator.ts';

const all = Object.entries(operations) as [OperationName, Operation][];

/** A controller for each tag of the table, with a method for each operation that only dispatches its command. */
export const commandControllers: readonly Type[] = [...new Set(all.map(([, { tag }]) => tag))].flatMap((tag) => {
  const own = all.filter(([, { command, handled, tag: other }]) => command && !handled && other === tag);
  return own.length > 0 ? [controllerOf(tag, own)] : [];
});

function controllerOf(tag: string, own: readonly [OperationName, Operation][]): Type {
  class Commands {
    constructor(readonly bus: CommandBus) {}
  }
  Inject(CommandBus)(Commands, undefined, 0);
  for (const [name, { command }] of own) addHandler(Commands.prototype, name, command!);
  Controller()(Commands);
  return Object.defineProperty(Commands, 'name', { value: `${tag[0]!.toUpperCase()}${tag.slice(1)}Commands` });
}

/** As one would write it: `@Handles(name) [name](@CommandData() data, @RequestContext() context) { … }` */
function addHandler(prototype: { bus: CommandBus }, name: OperationName, Command: CommandClass): void {
  const handler = {
    [name](this: { bus: CommandBus }, data: unknown, context: CommandContext): Promise<CommandResult> {
      return this.bus.execute(new Command(data, context));
    },
  }[name]!;
  Object.defineProperty(prototype, name, { value: handler, configurable: true, writable: true });
  CommandData()(prototype, name, 0);
  RequestContext()(prototype, name, 1);
  Handles(name)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
}
