import { getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { eventually } from '@stoa/testing';
import type { Server } from '../server.ts';

const READY_WITHIN = 60_000;

/** A started container as a server; resolves when it answers. What testcontainers' own restart waits for was printed at the first start. */
export async function serverIn(started: StartedTestContainer, ready: () => Promise<void>, endsWithin: number): Promise<Server> {
  const { container } = await getContainerRuntimeClient();
  const inEngine = container.getById(started.getId());
  const serves = () => eventually(ready, { timeout: READY_WITHIN, interval: 100 });
  const isRunning = async () => (await inEngine.inspect()).State.Running;
  const stop = async () => void (await started.stop({ timeout: 0, remove: true, removeVolumes: true }));
  try {
    await serves();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    from: 'docker',
    stop,
    async kill() {
      if (await isRunning()) await inEngine.kill({ signal: 'SIGKILL' });
      await inEngine.wait();
    },
    async restart() {
      if (await isRunning()) await inEngine.stop({ t: endsWithin });
      await inEngine.start();
      await serves();
    },
  };
}
