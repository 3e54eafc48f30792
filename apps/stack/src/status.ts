import type { StackRequest } from './arguments.ts';
import { recorded } from './daemon.ts';
import { named, piecesOf, type Piece } from './pieces.ts';
import { readSettings, secretsOf } from './settings.ts';

/** The exit code of init scripts for "not running". */
const NOT_RUNNING = 3;

/** Prints the state of each piece. Exit code: 0 where all of them serve, 3 where none runs, else 1. */
export async function status({ folder, pieces: names, json }: StackRequest): Promise<number> {
  const settings = readSettings(folder);
  const pieces = settings ? named(piecesOf(folder, settings, secretsOf(folder)), names) : [];
  const states = await Promise.all(pieces.map(stateOf));
  if (json) process.stdout.write(`${JSON.stringify({ folder, pieces: states }, null, 2)}\n`);
  else if (pieces.length === 0) process.stdout.write(`Nothing was started in ${folder}\n`);
  else for (const state of states) process.stdout.write(`${lineOf(state)}\n`);
  if (states.every(({ state }) => state === 'stopped')) return NOT_RUNNING;
  return states.every(({ state }) => state === 'ready') ? 0 : 1;
}

interface PieceState {
  readonly name: string;
  /** `unready` runs and does not serve, for a `reason`; `dead` ended by itself. */
  readonly state: 'ready' | 'unready' | 'dead' | 'stopped';
  readonly pid?: number;
  readonly since?: string;
  readonly address: string;
  readonly reason?: string;
}

async function stateOf(piece: Piece): Promise<PieceState> {
  const { name, address } = piece;
  const process = recorded(piece);
  if (!process) return { name, state: 'stopped', address };
  if (!process.alive) return { name, state: 'dead', address, reason: `it ended by itself: npm run stack -- logs ${name}` };
  const { pid, since } = process;
  try {
    await (await piece.program()).ready();
    return { name, state: 'ready', pid, since, address };
  } catch (error) {
    return { name, state: 'unready', pid, since, address, reason: (error as Error).message || String(error) };
  }
}

const lineOf = ({ name, state, pid, address, since, reason }: PieceState) =>
  [name.padEnd(16), state.padEnd(8), String(pid ?? '-').padStart(8), `  ${address.padEnd(38)}`, since ?? '', reason ?? '']
    .join(' ')
    .trimEnd();
