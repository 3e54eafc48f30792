import { hostname } from 'node:os';
import type { getContainerRuntimeClient } from 'testcontainers';
import { isAlive } from '../local/processes.ts';

const OWNER = 'stoa.test.pid';
const MACHINE = 'stoa.test.machine';

/** Whose a container is. */
export const labels = (): Record<string, string> => ({ [OWNER]: String(process.pid), [MACHINE]: hostname() });

/** Removes containers of tests that died on this machine before they could. */
export async function removeLeftContainers({ container }: Awaited<ReturnType<typeof getContainerRuntimeClient>>): Promise<void> {
  const { dockerode } = container;
  const ours = await dockerode.listContainers({ all: true, filters: { label: [`${MACHINE}=${hostname()}`, OWNER] } });
  const left = ours.filter(({ Labels }) => !isAlive(Number(Labels[OWNER])));
  await Promise.all(left.map(({ Id }) => dockerode.getContainer(Id).remove({ force: true, v: true }).catch(unlessGone)));
}

/** Another test process may have been quicker. */
function unlessGone(error: { statusCode?: number }): void {
  if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
}
