import type { z } from 'zod';
import { canonicalJson, derivedId, sha256 } from './identity.ts';

/** From the least to the greatest; a member's roles are a set of these. */
export const ROLES = ['member', 'analyst', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who sends a request. A token belongs to a member; roles are the member's at the time of the request. */
export interface Principal {
  readonly memberId: string;
  readonly roles: readonly Role[];
}

export type ExpectedByCaller = number | readonly number[];

/** What travels beside a command's data; the edge makes it, a client cannot write it. */
export interface CommandContext {
  readonly principal: Principal;
  /** Derived from principal, command, target and Idempotency-Key: the same request has the same id. */
  readonly commandId: string;
  /** SHA-256 of the canonical body: the same key with another body is refused. */
  readonly bodyHash: string;
  /** When the request came in (ISO, UTC, milliseconds); the only clock that a decision sees. */
  readonly occurredAt: string;
  readonly correlationId: string;
  /** From If-Match: the revision that the caller has seen, or several of which it must be one. */
  readonly expectedRevision?: ExpectedByCaller;
}

export interface CommandMessage<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
  readonly context: CommandContext;
}

export interface CommandClass<T extends string = string, S extends z.ZodType = z.ZodType> {
  new (data: z.output<S>, context: CommandContext): CommandMessage<T, z.output<S>>;
  readonly type: T;
  readonly schema: S;
}

/** The base class of a command: its name and the schema of its data. `class AskQuestion extends command('AskQuestion', schema) {}` */
export function command<T extends string, S extends z.ZodType>(type: T, schema: S): CommandClass<T, S> {
  return class {
    static readonly type = type;
    static readonly schema = schema;
    readonly type = type;
    constructor(
      readonly data: z.output<S>,
      readonly context: CommandContext,
    ) {}
  };
}

/** The context of one request. `key` is the Idempotency-Key (or a random one), `target` the id that the route names, if any. */
export function commandContext(request: {
  principal: Principal;
  command: string;
  target?: string;
  key: string;
  body: unknown;
  occurredAt: string;
  correlationId: string;
  expectedRevision?: ExpectedByCaller;
}): CommandContext {
  const { principal, command: name, target = '', key, body, occurredAt, correlationId, expectedRevision } = request;
  return {
    principal,
    commandId: derivedId(principal.memberId, name, target, key),
    bodyHash: sha256(canonicalJson(body ?? null)),
    occurredAt,
    correlationId,
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

/** The id of the thing that a command creates; a retry creates the same one. */
export const createdId = (context: CommandContext): string => derivedId(context.commandId, 'created');

/** May act for others: close, verify, withdraw what is not theirs. An admin may do what a moderator may. */
export const isModerator = ({ roles }: Principal): boolean => roles.includes('moderator') || roles.includes('admin');
/** May see how often everything was read. */
export const isAnalyst = ({ roles }: Principal): boolean => roles.includes('analyst') || roles.includes('admin');
export const isAdmin = ({ roles }: Principal): boolean => roles.includes('admin');
