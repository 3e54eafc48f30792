import type { CommandContext, Principal } from '@stoa/kernel';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from './access/sessions.ts';

/** A request that has passed the guard; `commandContext` is there where the route dispatches a command. */
export type ApiRequest = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, unknown> }> & {
  principal?: Principal;
  /** On pages. */
  reader?: SignedIn;
  commandContext?: CommandContext;
};
