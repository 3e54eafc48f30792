import type { EventStream, StreamMessage } from '@stoa/kernel';
import { RenderTokens, RunSalts, TrustedProxies, VisitorIdentity } from '@stoa/visitors';
import type { ViewOptions } from '../views/view-options.ts';

/** Takes views and keeps their messages in `told`, in the order of their arrival. */
export function viewsUnderTest(over: Partial<ViewOptions> = {}): ViewOptions & { readonly told: StreamMessage[] } {
  const told: StreamMessage[] = [];
  const publish: EventStream['publish'] = async (_partition, messages) => BigInt(told.push(...messages));
  return {
    site: 'test',
    identity: new VisitorIdentity(new RunSalts()),
    tokens: new RenderTokens(Buffer.alloc(32, 7)),
    trusted: TrustedProxies.none,
    honour: ['gpc'],
    bots: [],
    origins: [],
    stream: { publish },
    ...over,
    told,
  };
}
