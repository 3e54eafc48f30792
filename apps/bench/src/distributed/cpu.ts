import { readFileSync, readdirSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PIECES: readonly [RegExp, string][] = [
  [/kafka\.Kafka/, 'Kafka'],
  [/postgres/, 'Postgres'],
  [/eventstoredb.main\.js/, 'stand-in'],
  [/apps.([a-z-]+).dist.main\.js --child/, 'client'],
  [/apps.([a-z-]+).dist.main\.js/, ''],
];

/** CPU seconds so far of this process and all that it has started, by what they are; without one of them and all that it has started. */
export function cpuByPiece(without?: number): Map<string, number> {
  const processes = new Map<number, { parent: number; seconds: number }>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = textOf(`/proc/${name}/stat`).split(') ')[1]?.split(' ');
    if (!stat) continue; // it ended while we looked
    // Own time, and that of children that have ended.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(stat[at]), 0);
    processes.set(Number(name), { parent: Number(stat[1]), seconds: ticks / TICKS_PER_SECOND });
  }
  const ours = (pid: number): boolean =>
    pid !== without && (pid === process.pid || (pid > 1 && ours(processes.get(pid)?.parent ?? 0)));
  const sums = new Map<string, number>();
  for (const [pid, { seconds }] of processes)
    if (ours(pid)) {
      const piece = pid === process.pid ? 'bench' : pieceOf(pid);
      sums.set(piece, (sums.get(piece) ?? 0) + seconds);
    }
  return sums;
}

/**
 * What each piece used since an earlier look, in microseconds of CPU for each of so many events, the busiest first. On a machine that has
 * others to serve it tells more than a rate: two cores of our own could do at most one event in half of the sum.
 */
export function costs(before: ReadonlyMap<string, number>, events: number): string {
  const pieces = [...cpuByPiece()]
    .map(([piece, now]) => [piece, ((now - (before.get(piece) ?? 0)) / events) * 1e6] as const)
    .filter(([, cost]) => cost >= 1)
    .sort(([, one], [, other]) => other - one);
  const sum = pieces.reduce((total, [, cost]) => total + cost, 0);
  return `${Math.round(sum)} µs an event (${pieces.map(([piece, cost]) => `${piece} ${Math.round(cost)}`).join(', ')})`;
}

function pieceOf(pid: number): string {
  const command = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
  const found = PIECES.find(([pattern]) => pattern.test(command));
  return found?.[1] || (found?.[0].exec(command)?.[1] ?? 'other');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // a process that has ended
  }
}
