import type { CommandContext, DomainEvent, EventDefinition } from '@stoa/kernel';
import type { z } from 'zod';
import { contextOf, type Circumstances } from './circumstances.ts';

/** A function that makes an event, from what a test cares about and defaults for the rest. Throws where the data does not fit the contract. */
export const eventBuilder =
  <T extends string, S extends z.ZodType<object>>({ type, schema }: EventDefinition<T, S>, defaults: z.output<S>) =>
  (data: Partial<z.output<S>> = {}): DomainEvent<T, z.output<S>> => ({ type, data: schema.parse({ ...defaults, ...data }) });

interface Command<C, S extends z.ZodType> {
  new (data: z.output<S>, context: CommandContext): C;
  readonly type: string;
  readonly schema: S;
}

/** A function that makes a command as the edge would: from what a test cares about, defaults for the rest, and its circumstances. */
export const commandBuilder =
  <C, S extends z.ZodType<object>>(Class: Command<C, S>, defaults: z.input<S>, usually: Circumstances = {}) =>
  (data: Partial<z.input<S>> = {}, circumstances: Circumstances = {}): C => {
    const parsed = Class.schema.parse({ ...(defaults as object), ...(data as object) });
    return new Class(parsed, contextOf(Class.type, parsed, { ...usually, ...circumstances }));
  };
