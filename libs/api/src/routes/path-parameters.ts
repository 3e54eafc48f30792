import { notFound } from '@stoa/kernel';
import { z } from 'zod';
import type { Method } from './operation.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);
/** Slugs, handles, keys of topics, names of read models. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_NAME = 120;

const uuid = z.uuid().toLowerCase();
/** An id, in lower case, or a readable name. */
const idOrName = z
  .string()
  .max(MAX_NAME)
  .overwrite((value) => (UUID.test(value) ? value.toLowerCase() : value))
  .regex(NAME);
const text = z.string();

export interface PathParameter {
  readonly description: string;
  readonly schema: z.ZodType<string>;
}
const of = (schema: z.ZodType<string>, description: string): PathParameter => ({ schema, description });

/** Path parameters. An invalid one names nothing: the response is not-found, and nothing is dispatched. */
const PARAMETERS: Record<string, PathParameter> = {
  questionId: of(uuid, 'The question’s id.'),
  answerId: of(uuid, 'The answer’s id.'),
  mentorId: of(uuid, 'The mentor’s id.'),
  memberId: of(uuid, 'The member’s id.'),
  tokenId: of(uuid, 'The token’s id: the part between `stoa_` and the secret, with hyphens.'),
  slug: of(idOrName, 'The question’s slug or id.'),
  topic: of(text, 'The topic’s name.'),
  projection: of(idOrName, 'The read model’s name.'),
  source: of(text, 'The other system’s name, from which all ids follow.'),
  log: of(z.string().regex(/^[0-9a-f]{64}$/), 'The SHA-256 of the log’s first line, in hexadecimal.'),
  rebuild: of(idOrName, 'The rebuild’s id.'),
  verification: of(uuid, 'The verification’s id.'),
  file: of(text, 'The file’s name, which changes with its content.'),
};
/** Reads that take a readable name as well as an id. */
const NAMED: Record<string, PathParameter> = {
  questionId: of(idOrName, 'The question’s id or slug.'),
  mentorId: of(idOrName, 'The mentor’s id or handle.'),
  topic: of(idOrName, 'The topic’s key.'),
};

/** What is taken away has its key; what is added, a name. */
const KEYED: Record<string, PathParameter> = { topic: NAMED['topic']! };

/** Names of the parameters in a path. */
export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

/** The parameters in an operation's path, by name. Throws where one has no meaning. */
export function pathParametersOf({ method, path }: { method: Method; path: string }): Record<string, PathParameter> {
  return Object.fromEntries(
    namesIn(path).map((name) => {
      const parameter = (method === 'GET' && NAMED[name]) || (method === 'DELETE' && KEYED[name]) || PARAMETERS[name];
      if (!parameter) throw new Error(`No path parameter is called ${name}`);
      return [name, parameter];
    }),
  );
}

/** A parameter's value as a path has it. Throws not-found for what does not fit. */
export function pathValue({ schema }: PathParameter, name: string, value: string | undefined): string {
  const result = schema.safeParse(value);
  if (!result.success) throw notFound(name.replace(/Id$/, ''));
  return result.data;
}
