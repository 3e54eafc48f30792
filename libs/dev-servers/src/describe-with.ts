import { patient } from '@stoa/testing';
import type { ServerKind, Servers } from './server.ts';
import { serverOf, whyNone } from './sources.ts';

const START_WITHIN = patient(180_000);

/**
 * A suite with servers of its own, started before its first test and stopped after its last; where one cannot be had it is one skipped
 * test whose name says why. Must be awaited at the top of the file. Read `servers.kafka` and so on within tests and hooks only.
 */
export async function describeWith<K extends ServerKind>(
  name: string,
  kinds: readonly K[],
  suite: (servers: Pick<Servers, K>) => void,
): Promise<void> {
  const reasons = (await Promise.all(kinds.map(whyNone))).filter((why) => why !== undefined);
  if (reasons.length > 0) {
    it.skip(`${name} (${reasons.join(' ')})`, () => undefined);
    return;
  }
  describe(name, () => {
    const started = new Map<ServerKind, Servers[ServerKind]>();
    beforeAll(async () => {
      const results = await Promise.allSettled(kinds.map(async (kind) => started.set(kind, (await serverOf(kind))!)));
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }, START_WITHIN);
    afterAll(async () => {
      await Promise.all([...started.values()].map((server) => server.stop()));
    }, START_WITHIN);
    suite(lookup(kinds, started));
  });
}

/** The servers by kind; reading one before it runs throws. */
function lookup<K extends ServerKind>(
  kinds: readonly K[],
  started: ReadonlyMap<ServerKind, Servers[ServerKind]>,
): Pick<Servers, K> {
  const servers = {};
  for (const kind of kinds)
    Object.defineProperty(servers, kind, {
      get() {
        const server = started.get(kind);
        if (!server) throw new Error(`servers.${kind} is available in tests and hooks only, not while the suite is defined`);
        return server;
      },
    });
  return servers as Pick<Servers, K>;
}
