import { parsed } from '@stoa/http';
import type { CommandClass } from '@stoa/kernel';
import { z } from 'zod';
import type { ApiRequest } from '../api-request.ts';
import { pathParameters, type Operation } from '../routes/operation.ts';
import { idIn } from '../routes/path-values.ts';

const bodies = new WeakMap<Operation, z.ZodObject>();

/** What a route's body may hold: the command's data less what the path and the route itself say. Unknown fields are refused. */
export function bodySchemaOf(operation: Operation): z.ZodObject {
  const known = bodies.get(operation);
  if (known) return known;
  const schema = operation.body ?? (operation.command ? bodyOfCommand(operation, operation.command) : z.strictObject({}));
  bodies.set(operation, schema);
  return schema;
}

function bodyOfCommand({ path, fixed }: Operation, command: CommandClass): z.ZodObject {
  const schema = command.schema as z.ZodObject;
  const elsewhere = [...pathParameters(path), ...Object.keys(fixed ?? {})].filter((name) => name in schema.shape);
  return schema.omit(
    Object.fromEntries(elsewhere.map((name) => [name, true as const])) as Record<string, true> & Record<number, never>,
  );
}

/** A command's data, checked, from the body, the path and the route. */
export function commandData(operation: Operation, command: CommandClass, request: ApiRequest): unknown {
  return {
    ...parsed(bodySchemaOf(operation), request.body ?? {}, '/'),
    ...operation.fixed,
    ...fromPath(operation, command, request),
  };
}

function fromPath({ path }: Operation, command: CommandClass, request: ApiRequest): Record<string, unknown> {
  const { shape } = command.schema as z.ZodObject;
  const values = pathParameters(path).map((name) =>
    name.endsWith('Id') ? [name, idIn(request, name)] : [name, partAsTold(name, shape[name] as z.ZodType, request)],
  );
  return Object.fromEntries(values);
}

const partAsTold = (name: string, schema: z.ZodType, { params }: ApiRequest): unknown =>
  (parsed(z.object({ [name]: schema }), params, '/') as Record<string, unknown>)[name];
