import { isModerator } from '@stoa/kernel';
import { addressOf, agentOf, countryOf, isPrefetch, wantsNoTracking, type Agent, type Pseudonyms } from '@stoa/visitors';
import type { ApiRequest } from '../api-request.ts';
import type { ViewOptions } from './view-options.ts';

/** Who sends a request, as far as views are concerned. The address stays in this file. */
export interface Onlooker extends Pseudonyms {
  readonly agent: Agent;
  readonly country: string | null;
  readonly prefetch: boolean;
  readonly memberId: string | undefined;
  readonly staff: boolean;
}

export const optsOut = ({ headers }: Pick<ApiRequest, 'headers'>, { honour }: ViewOptions): boolean =>
  wantsNoTracking(headers, honour);

/** `at`: milliseconds. */
export async function onlookerOf(request: ApiRequest, at: number, options: ViewOptions): Promise<Onlooker> {
  const { headers, socket, principal = request.reader } = request;
  const { trusted, identity, countryHeader, bots } = options;
  const who = whoSends(request, at, options);
  const { memberId, userAgent } = who;
  const names = await identity.of(who);
  return {
    ...names,
    // A member has one pseudonym wherever they are, and is a network of their own: limits for an address are not theirs.
    network: memberId === undefined ? names.network : names.visitor,
    agent: agentOf(userAgent, bots),
    country: countryOf(headers, countryHeader, trusted.trusts(socket.remoteAddress ?? '')),
    prefetch: isPrefetch(headers),
    memberId,
    staff: principal !== undefined && isModerator(principal),
  };
}

/** The visitor alone, as a ticket needs it. */
export const visitorOf = (request: ApiRequest, at: number, options: ViewOptions): Promise<string> =>
  options.identity.visitorOf(whoSends(request, at, options));

function whoSends({ headers, socket, principal, reader }: ApiRequest, at: number, { trusted, site }: ViewOptions) {
  const address = addressOf({ socket: socket.remoteAddress, forwarded: headers['x-forwarded-for'], trusted });
  return { address, userAgent: headers['user-agent'], site, memberId: (principal ?? reader)?.memberId, at };
}
