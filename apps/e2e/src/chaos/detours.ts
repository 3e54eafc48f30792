import { FaultProxy } from '@stoa/testing';
import type { Servers } from '@stoa/dev-servers';
import type { DistributedOptions } from '@stoa/dev-servers/deployments';

/** Proxies between services and their servers, and the addresses by which services come through them. */
export interface Detours {
  readonly proxies: ReadonlyMap<keyof Servers, FaultProxy>;
  readonly addresses: NonNullable<DistributedOptions['addresses']>;
  close(): Promise<void>;
}

/** One in front of each server; none in front of a Kafka that tells everybody its own address. */
export async function detoursTo({ eventstore, kafka, postgres }: Servers): Promise<Detours> {
  const proxies = new Map<keyof Servers, FaultProxy>();
  const before = async (name: keyof Servers, address: string): Promise<string> => {
    const url = new URL(address);
    const proxy = await FaultProxy.to({ host: url.hostname, port: Number(url.port) });
    proxies.set(name, proxy);
    return address.replace(url.host, `127.0.0.1:${proxy.port}`);
  };
  const addresses: Record<string, string> = {
    eventStore: await before('eventstore', eventstore.connectionString),
    postgres: await before('postgres', postgres.url),
  };
  if (kafka.detour) {
    const { listens, advertises } = kafka.detour;
    proxies.set('kafka', await FaultProxy.to({ host: '127.0.0.1', port: listens }, advertises));
    addresses['kafka'] = `127.0.0.1:${advertises}`;
  }
  const close = async () => void (await Promise.all([...proxies.values()].map((proxy) => proxy.close())));
  return { proxies, addresses, close };
}
