import type { CommandContext, Principal } from '@stoa/kernel';
import type { FastifyRequest } from 'fastify';
import type { OperationName } from './routes/operations.ts';
import type { SignedIn } from './access/sessions.ts';

/** A request that was admitted; `commandContext` is there where the route dispatches a command. */
export type ApiRequest = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, unknown> }> & {
  /** The operation that it was admitted to. */
  admitted?: OperationName;
  principal?: Principal;
  /** On pages. */
  reader?: SignedIn;
  commandContext?: CommandContext;
};
