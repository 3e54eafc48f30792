import type { Principal } from '@stoa/kernel';
import type { FastifyRequest } from 'fastify';

/** A request that has passed the guard. */
export type ApiRequest = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, unknown> }> & {
  principal?: Principal;
};
