import type { CommandContext, Principal } from '@stoa/kernel';
import type { FastifyRequest } from 'fastify';

/** A request that has passed the guard; `commandContext` is there where the route dispatches a command. */
export type ApiRequest = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, unknown> }> & {
  principal?: Principal;
  commandContext?: CommandContext;
};
