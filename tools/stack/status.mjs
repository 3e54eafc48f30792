import { recorded } from './daemon.mjs';
import { named, piecesOf } from './pieces.mjs';
import { readSettings, secretsOf } from './settings.mjs';

/** As an init script's: the program is not running. */
const NOT_RUNNING = 3;

/** Says what runs. Exit code: 0 where all of it serves, 3 where nothing runs, else 1. */
export async function status({ folder, pieces: names, json }) {
  const settings = readSettings(folder);
  const pieces = settings ? named(piecesOf(folder, settings, secretsOf(folder)), names) : [];
  const states = await Promise.all(pieces.map(stateOf));
  if (json) process.stdout.write(`${JSON.stringify({ folder, pieces: states }, null, 2)}\n`);
  else if (pieces.length === 0) process.stdout.write(`Nothing was started in ${folder}\n`);
  else for (const state of states) process.stdout.write(`${lineOf(state)}\n`);
  if (states.every(({ state }) => state === 'stopped')) return NOT_RUNNING;
  return states.every(({ state }) => state === 'ready') ? 0 : 1;
}

/** `state` is ready, unready (runs, does not serve; `reason`), dead (ended by itself) or stopped. */
async function stateOf(piece) {
  const { name, address } = piece;
  const process = recorded(piece);
  if (!process) return { name, state: 'stopped', address };
  if (!process.alive) return { name, state: 'dead', address, reason: `it ended by itself: npm run stack -- logs ${name}` };
  const { pid, since } = process;
  try {
    await (await piece.program()).ready();
    return { name, state: 'ready', pid, since, address };
  } catch (error) {
    return { name, state: 'unready', pid, since, address, reason: error.message || String(error) };
  }
}

const lineOf = ({ name, state, pid, address, since, reason }) =>
  [name.padEnd(16), state.padEnd(8), String(pid ?? '-').padStart(8), `  ${address.padEnd(38)}`, since ?? '', reason ?? '']
    .join(' ')
    .trimEnd();
