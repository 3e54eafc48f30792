import { rmSync } from 'node:fs';
import type { StackRequest } from './arguments.ts';
import { END_WITHIN, stop } from './daemon.ts';
import { alone } from './lock.ts';
import { named, piecesOf, type Piece } from './pieces.ts';
import { readSettings, secretsOf } from './settings.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);
/** Postgres waits for its clients on SIGTERM, and not on SIGINT. */
const endsOn = ({ name }: Piece): NodeJS.Signals => (name === 'postgres' ? 'SIGINT' : 'SIGTERM');

/** Stops services, then the servers that they need. Exit code 0, even where nothing ran. */
export async function down({ folder, pieces: names, wipe }: StackRequest): Promise<number> {
  const settings = readSettings(folder);
  if (!settings) {
    say(`Nothing was started in ${folder}`);
    return 0;
  }
  await alone(folder, async () => {
    const pieces = named(piecesOf(folder, settings, secretsOf(folder)), names);
    // The gateway stops accepting work before the services stop.
    const steps = [
      pieces.filter(({ name }) => name === 'gateway'),
      pieces.filter(({ kind, name }) => kind === 'service' && name !== 'gateway'),
      pieces.filter(({ kind }) => kind === 'server'),
    ];
    let stopped = 0;
    for (const step of steps)
      await Promise.all(
        step.map(async (piece) => {
          const how = await stop(piece, endsOn(piece));
          if (!how) return;
          stopped++;
          say(
            `  ${piece.name.padEnd(16)}${how === 'killed' ? `killed: it did not end within ${END_WITHIN / 1000} s` : 'stopped'}`,
          );
        }),
      );
    if (stopped === 0) say('Nothing runs');
  });
  if (wipe) {
    rmSync(folder, { recursive: true, force: true });
    say(`Removed ${folder}`);
  }
  return 0;
}
