import { forbidden, isAdmin, isAnalyst, isModerator, type Principal } from '@stoa/kernel';
import { operationOf, type OperationName } from '../routes/operations.ts';
import { accessOf, writes, type Access } from './policy.ts';

/** What the policy and the table of operations say of the use of a route. */
export interface Rule {
  readonly name: OperationName;
  readonly access: Access;
  /** Pages know their readers by session, files know nobody, all else knows bearers. */
  readonly by: 'session' | 'nothing' | 'bearer';
  readonly csv: boolean;
  /** It changes something, which a suspended member may not. */
  readonly writes: boolean;
  /** It changes what other members read. */
  readonly content: boolean;
}

/** The rule of an operation. Throws forbidden for a route that the policy does not name. */
export function ruleOf(name: string): Rule {
  const access = accessOf(name);
  if (!access) throw forbidden('No policy names this route.');
  const operation = operationOf(name as OperationName);
  const { form, response, content = false, csv = false } = operation;
  const by = form !== 'html' ? 'bearer' : response === 'Asset' ? 'nothing' : 'session';
  return { name: name as OperationName, access, by, csv, content, writes: writes(operation, access) };
}

/** Throws forbidden where the principal's roles do not grant an access. */
export function admit(access: Access, principal: Principal): void {
  if (access === 'analyst' && !isAnalyst(principal)) throw forbidden('Only an analyst can do this.');
  if (access === 'moderator' && !isModerator(principal)) throw forbidden('Only a moderator can do this.');
  if (access === 'admin' && !isAdmin(principal)) throw forbidden('Only an admin can do this.');
}
