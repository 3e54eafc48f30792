import { canonicalJson, commandContext, derivedId, type CommandContext, type Principal, type Role } from '@stoa/kernel';

/** The time at which everything happens that names no other. */
export const NOW = '2026-03-02T10:00:00.000Z';

/** The id that stands for a name in tests. */
export const idOf = (name: string): string => derivedId('test', name);

/** The principal of a request; by default a member. */
export const principal = (name: string, ...roles: Role[]): Principal => ({
  memberId: idOf(name),
  roles: roles.length > 0 ? roles : ['member'],
});

/** Asks the question of the builders. */
export const ada = principal('ada');
/** The mentor who answers it. */
export const ben = principal('ben');
/** Another mentor. */
export const dora = principal('dora');
/** Reads and rates. */
export const cleo = principal('cleo');
export const moderator = principal('mo', 'member', 'moderator');
export const admin = principal('root', 'admin');

/** The context of a command that a test may set. */
export interface Circumstances {
  by?: Principal;
  at?: string;
  /** The Idempotency-Key: without one, the same command of the same member on the same thing is a retry. */
  key?: string;
  expectedRevision?: number | readonly number[];
}

/** The context that the edge would make of a request. */
export function contextOf(
  command: string,
  data: object,
  { by = ada, at = NOW, key = 'a key', expectedRevision }: Circumstances,
): CommandContext {
  const target = canonicalJson(Object.entries(data).filter(([field]) => field.endsWith('Id')));
  const request = { principal: by, command, target, key, body: data, occurredAt: at, correlationId: 'test' };
  return commandContext(expectedRevision === undefined ? request : { ...request, expectedRevision });
}
