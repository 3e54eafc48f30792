import { parsed } from '@stoa/http';
import type { CommandClass } from '@stoa/kernel';
import { z } from 'zod';
import type { ApiRequest } from '../api-request.ts';
import type { Operation } from '../routes/operation.ts';
import { namesIn, pathParametersOf, pathValue } from '../routes/path-parameters.ts';

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
  const elsewhere = [...namesIn(path), ...Object.keys(fixed ?? {})].filter((name) => name in schema.shape);
  return schema.omit(
    Object.fromEntries(elsewhere.map((name) => [name, true as const])) as Record<string, true> & Record<number, never>,
  );
}

/** A command's data, checked, from the body, the path and the route. */
export const commandDataOf = (operation: Operation, { body, params }: Pick<ApiRequest, 'body' | 'params'>): unknown => ({
  ...parsed(bodySchemaOf(operation), body ?? {}, '/'),
  ...operation.fixed,
  ...fromPath(operation, params),
});

/** A malformed path parameter is not-found; a well-formed one that is invalid for the command's field is listed as an error. */
function fromPath(operation: Operation, params: Record<string, string>): object {
  const { shape } = operation.command!.schema as z.ZodObject;
  const values = Object.entries(pathParametersOf(operation)).map(([name, parameter]) => [
    name,
    pathValue(parameter, name, params[name]),
  ]);
  const fields = z.object(Object.fromEntries(values.map(([name]) => [name, shape[name as string] as z.ZodType])));
  return parsed(fields, Object.fromEntries(values), '/');
}
