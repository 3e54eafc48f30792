import { DependencyFailure } from '@stoa/kernel';
import { failureOf } from './failures.ts';

const UNAVAILABLE = 14;
const DEADLINE_EXCEEDED = 4;

/** What an operator can do about a failed call: a sentence with the server's address and the cause, the same for the same cause. */
export function failureReason(error: unknown, address: string): DependencyFailure {
  return new DependencyFailure(sentence(error, address), { cause: error });
}

function sentence(error: unknown, address: string): string {
  const details = detailsOf(error);
  switch (failureOf(error)) {
    case 'unauthenticated':
      return `EventStoreDB at ${address} refused the user or the password of the connection string.`;
    case 'denied':
      return `EventStoreDB at ${address} denies access to the user of the connection string.`;
    case 'untrusted':
      return `The certificate of EventStoreDB at ${address} is not trusted (${details}); tlsCAFile in the connection string names the certificate of its CA.`;
  }
  const { code } = (error ?? {}) as { code?: unknown };
  const silent = code === UNAVAILABLE || code === DEADLINE_EXCEEDED;
  return `EventStoreDB at ${address} ${silent ? 'does not respond' : 'failed'}: ${details}.`;
}

/** gRPC wraps the cause of a failed connection in its own words and adds times. */
function detailsOf(error: unknown): string {
  const { message = String(error) } = (error ?? {}) as { message?: string };
  const [, last] = /Last error: (.*?)(?:\. Resolution note:.*)?$/s.exec(message) ?? [];
  const bare = (last ?? message.replace(/^\d+ [A-Z_]+: /, '')).replace(/\s+/g, ' ').trim();
  return bare
    .replace(/^Error: /, '')
    .replace(/ \(\d{4}-[^)]*\)/, '')
    .replace(/\.+$/, '');
}
