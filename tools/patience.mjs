import { availableParallelism, loadavg } from 'node:os';

const SPIN_MS = 200;
const MOST = 20;

/** STOA_PATIENCE as it is set, else as this machine needs it now: by how much others slow a busy loop down, or those that wait for a core. */
export function patience() {
  if (process.env.STOA_PATIENCE !== undefined) return process.env.STOA_PATIENCE;
  const before = process.cpuUsage();
  const began = performance.now();
  while (performance.now() - began < SPIN_MS);
  const { user, system } = process.cpuUsage(before);
  const slowdown = (performance.now() - began) / ((user + system) / 1_000);
  const waiting = loadavg()[0] / availableParallelism();
  return String(Math.min(MOST, Math.max(1, Math.round(slowdown), Math.round(waiting))));
}
