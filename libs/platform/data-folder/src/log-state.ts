import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * How the log's last writer left it: `open` where it was killed or still writes, `closed` with the position of the last event, or with
 * damage that it met.
 */
export type LogState =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly head: string }
  | { readonly state: 'damaged'; readonly row?: number | undefined; readonly found: string };

const STATES = new Set(['open', 'closed', 'damaged']);

/** Undefined where nothing is known, as of a folder of a former release or a restored one. */
export function logStateIn(file: string): LogState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as LogState;
    return STATES.has(state.state) ? state : undefined;
  } catch {
    // Half a file says as much as none: the log is checked.
    return undefined;
  }
}

/** It is on disk before this returns: a log that is written again must not look closed after the power was lost. */
export function writeLogState(file: string, state: LogState): void {
  const draft = `${file}.draft`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(state)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
