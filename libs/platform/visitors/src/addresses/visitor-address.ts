import { canonical } from './address.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** Stands for the address of a socket that has none, such as a Unix socket's. */
export const UNKNOWN_ADDRESS = 'unknown';

/**
 * The address of the visitor: the socket's, or, where a trusted proxy holds the socket, the last one in X-Forwarded-For that no trusted proxy has. Whoever is
 * not trusted cannot change it: what stands to the left was written by the visitor. A malformed entry ends the search at the proxy that passed it on.
 */
export function addressOf({
  socket,
  forwarded,
  trusted,
}: {
  socket: string | undefined;
  forwarded: string | readonly string[] | undefined;
  trusted: TrustedProxies;
}): string {
  // prettier-ignore
  let address = canonical(socket ?? '') ?? UNKNOWN_ADDRESS;
  const header = typeof forwarded === 'string' ? forwarded : (forwarded ?? []).join(',');
  for (let end = header.length; end > 0 && trusted.trusts(address);) {
    const comma = header.lastIndexOf(',', end - 1);
    const before = canonical(withoutPort(header.slice(comma + 1, end).trim()));
    if (before === undefined) break;
    address = before;
    end = comma;
  }
  return address;
}

/** Some proxies write the port too: 192.0.2.1:4711, [2001:db8::1]:4711. */
const withoutPort = (entry: string): string =>
  entry.replace(/^\[([\da-f:.]+)\](?::\d{1,5})?$/i, '$1').replace(/^([\d.]+):\d{1,5}$/, '$1');
