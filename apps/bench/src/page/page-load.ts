import { Agent, request } from 'node:http';
import { cpuSeconds, type Server } from '../measured-server.ts';

export const CONNECTIONS = 8;
/** Readers come back to few pages: the page at n·u^k is asked for. */
const SKEW = 2.1;

export const pathOf = (id: string) => `/v1/questions/${id}/page`;

/** The paths of so many requests. */
export const drawn = (ids: readonly string[], random: () => number, count: number) =>
  Array.from({ length: count }, () => pathOf(ids[Math.floor(ids.length * random() ** SKEW)]!));

/** Sends requests over kept connections and gives the server's CPU time for each, in microseconds. */
export async function load(
  server: Server,
  nth: (index: number) => [path: string, headers: Record<string, string>],
  count: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const before = cpuSeconds(server);
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const [path, headers] = nth(next++);
      await get(server.port, path, headers, agent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const used = cpuSeconds(server) - before;
  agent.destroy();
  return (used / count) * 1e6;
}

function get(port: number, path: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      if (response.statusCode !== 200 && response.statusCode !== 304)
        reject(new Error(`${path} answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    })
      .on('error', reject)
      .end();
  });
}
