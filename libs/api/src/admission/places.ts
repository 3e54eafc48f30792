import { owners } from '@stoa/contracts';
import type { Place } from '@stoa/http';
import type { Operation } from '../routes/operation.ts';
import { operationOf, type OperationName } from '../routes/operations.ts';

/** What commands wait for: all of them for one store, or each for the service that owns it. */
export type Lanes = 'one' | 'per-service';

/** Gives what an operation is when a process has too much to do; undefined for what is never refused, and for what is no operation. */
export function placesOf(lanes: Lanes): (name: OperationName | undefined) => Place | undefined {
  const known = new Map<OperationName, Place | undefined>();
  return (name) => {
    if (name === undefined) return undefined;
    if (!known.has(name)) known.set(name, placeOf(operationOf(name), lanes));
    return known.get(name);
  };
}

function placeOf({ command, shed }: Operation, lanes: Lanes): Place | undefined {
  if (shed === 'never') return undefined;
  if (command) return { kind: 'writes', lane: lanes === 'one' ? 'store' : (owners.get(command.type) ?? 'own') };
  if (shed === 'last') return { kind: 'writes', lane: 'views' };
  return shed === 'first' ? { kind: 'analytics', lane: 'analytics' } : { kind: 'reads', lane: 'reads' };
}
