import { isIPv4, isIPv6 } from 'node:net';

/**
 * The canonical text of an address: IPv4, also where it is mapped into IPv6; IPv6 in lower case, shortened as RFC 5952 has it, without its zone.
 * Undefined where the text is no address.
 */
export function canonical(text: string): string | undefined {
  const address = text.trim().replace(/%.*$/, '');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return groups.slice(6).flatMap((group) => [group >> 8, group & 255]).join('.'); // prettier-ignore
  return shortened(groups);
}

/** The network that an address is of, as text: /32 for IPv4, /64 for IPv6. What is no address is its own network. */
export function networkOf(address: string): string {
  const known = canonical(address);
  if (known === undefined) return address;
  return isIPv4(known) ? `${known}/32` : `${shortened([...groupsOf(known).slice(0, 4), 0, 0, 0, 0])}/64`;
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = [], tail] = plain
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => parseInt(group, 16))));
  return tail === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function shortened(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const zeros = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([run]) => run);
  const longest = zeros.reduce((most, run) => (run.length > most.length ? run : most), '');
  if (longest === '') return text;
  return text.replace(new RegExp(`(?:^|:)${longest}(?::|$)`), '::');
}
