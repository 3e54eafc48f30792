import { Refusal } from '@stoa/kernel';

/** The client knows EventStoreDB by its former name only; the servers speak the same protocol. */
const PARTS =
  /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^:/?#@\s]+):([^/?#@\s]+)@)?((?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:,[\w.:-]+)*)\/?(\?[^#\s]*)?$/i;
const SCHEMES = /^(?:esdb|kurrentdb)(?:\+discover)?:/i;
const PORT = 2113;
const FILES = new Set(['tlscafile', 'usercertfile', 'userkeyfile']);

export interface ConnectionString {
  /** For the client; without credentials it is as it was given. */
  readonly text: string;
  /** Hosts with their ports, for messages. */
  readonly address: string;
  /** Files of certificates and keys that it names. */
  readonly files: readonly string[];
  readonly user: { readonly username: string; readonly password: string } | undefined;
}

export const isConnectionString = (address: string): boolean => SCHEMES.test(address.trim());

/** Throws validation-failed; no message repeats the string, which may hold a password. */
export function parseConnectionString(given: string): ConnectionString {
  const [, discover = '', username, password, hosts, query = ''] = PARTS.exec(given.trim()) ?? [];
  if (hosts === undefined)
    throw new Refusal(
      'validation-failed',
      'The connection string of the event store is malformed; it is esdb://user:password@host:2113?name=value, where special characters of the password are percent-encoded.',
    );
  const user =
    username === undefined || password === undefined ? undefined : { username: decoded(username), password: decoded(password) };
  if (!user && !/[?&]tls=false\b/i.test(query))
    throw new Refusal(
      'validation-failed',
      'The connection string of the event store asks for TLS and must name a user; tls=false turns TLS off.',
    );
  const credentials = user ? `${username}:${password}@` : '';
  const address = hosts
    .split(',')
    .map((host) => (/:\d+$/.test(host) ? host : `${host}:${PORT}`))
    .join(',');
  const files = [...new URLSearchParams(query)].filter(([name]) => FILES.has(name.toLowerCase())).map(([, file]) => file);
  return { text: `esdb${discover}://${credentials}${hosts}${query}`, address, files, user };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('validation-failed', 'User and password of the event store must be percent-encoded.');
  }
}
