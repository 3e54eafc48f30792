import type { ViewFact, ViewTarget } from '@stoa/contracts';
import { sha256 } from '@stoa/kernel';
import { VisitorIdentity, agentOf, type Salts } from '@stoa/visitors';
import type { CombinedLine } from './combined-line.ts';

/** Makes facts of lines. Addresses and user agents end here: what goes on are pseudonyms and a few words. */
export class LineFacts {
  private readonly identity: VisitorIdentity;

  constructor(salts: Salts) {
    this.identity = new VisitorIdentity(salts);
  }

  /** `log` and `offset` name the line. */
  async of(line: CombinedLine, target: ViewTarget, parameters: URLSearchParams, log: string, offset: number): Promise<ViewFact> {
    const { address, userAgent, at } = line;
    const { visitor, network } = await this.identity.of({ address, userAgent, site: 'access log', at });
    const { browser, os, device, bot } = agentOf(userAgent);
    return {
      at,
      kind: 'seen',
      target,
      render: sha256(`${log} ${offset}`).slice(0, 16),
      verdict: 'missing',
      prefetch: false,
      staff: false,
      self: false,
      share: 0,
      visibleMs: 0,
      sinceRender: null,
      referrer: hostOf(line.referrer),
      utmSource: sourceOf(parameters.get('utm_source')),
      reader: { visitor, network, browser, os, device, bot, country: null, screen: null, language: null },
    };
  }
}

/** The host alone: a path may tell what somebody looked for. An address in the place of a name is nobody's either. */
function hostOf(referrer: string | undefined): string | null {
  if (referrer === undefined || !/^https?:/i.test(referrer) || !URL.canParse(referrer)) return null;
  const { hostname } = new URL(referrer);
  return /^[a-z0-9.-]{1,255}$/.test(hostname) && /[a-z]/.test(hostname) ? hostname : null;
}

function sourceOf(text: string | null): string | null {
  const source = (text ?? '').trim();
  return source !== '' && source.length <= 80 && !/[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(source)
    ? source
    : null;
}
