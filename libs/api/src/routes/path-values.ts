import { notFound } from '@stoa/kernel';
import type { ApiRequest } from '../api-request.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Slugs, handles, keys of topics, names of read models. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST = 120;

type Params = Pick<ApiRequest, 'params'>;

/** The id that a path holds, in lower case. What cannot be an id names nothing: not-found, before anything is asked. */
export function idIn({ params }: Params, name: string): string {
  const id = params[name]?.toLowerCase() ?? '';
  if (!UUID.test(id)) throw notFound(name.replace(/Id$/, ''));
  return id;
}

/** The id or the readable name that a path holds. */
export function idOrNameIn({ params }: Params, name: string): string {
  const value = params[name] ?? '';
  const id = value.toLowerCase();
  if (UUID.test(id)) return id;
  if (value.length > LONGEST || !NAME.test(value)) throw notFound(name.replace(/Id$/, ''));
  return value;
}
