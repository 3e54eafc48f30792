import { join } from 'node:path';
import type { StackRequest } from './arguments.ts';
import { running, start, stop, untilReady } from './daemon.ts';
import { alone } from './lock.ts';
import { named, piecesOf, type Piece } from './pieces.ts';
import { readSettings, secretsOf, settingsFor, writeSettings, type Secrets, type Settings } from './settings.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);
const line = (piece: Piece, state: string, began?: number) =>
  say(
    `  ${piece.name.padEnd(16)}${state.padEnd(12)}${began === undefined ? '' : `${((performance.now() - began) / 1000).toFixed(1)} s   `}${piece.address}`,
  );

/** Starts the pieces that do not run, servers first, and waits until all of them serve. Exit code: 0, or 1 where a piece failed. */
export function up(request: StackRequest): Promise<number> {
  return alone(request.folder, async () => {
    const former = readSettings(request.folder);
    const settings = settingsFor(request);
    const secrets = secretsOf(request.folder);
    if (former) await fit(former, settings, request.folder, secrets);
    writeSettings(request.folder, settings);
    const pieces = named(piecesOf(request.folder, settings, secrets), request.pieces);
    say(`Starting ${pieces.length} pieces in ${request.folder}`);
    for (const kind of ['server', 'service'] as const) {
      const failures = await startAll(pieces.filter((piece) => piece.kind === kind));
      if (failures.length === 0) continue;
      for (const { name, reason } of failures) say(`\n${name}: ${reason}`);
      say('\nThe other pieces keep running: fix the cause and repeat `npm run stack -- up`, or `npm run stack -- down`.');
      return 1;
    }
    if (request.pieces.length === 0) welcome(request.folder, settings);
    return 0;
  });
}

/** Pieces that run keep their ports; projectors beyond the number asked for are stopped. */
async function fit(former: Settings, settings: Settings, folder: string, secrets: Secrets): Promise<void> {
  const runs = piecesOf(folder, former, secrets).filter(running);
  const wanted = new Map(piecesOf(folder, settings, secrets).map((piece) => [piece.name, piece]));
  for (const piece of runs) {
    const now = wanted.get(piece.name);
    if (now && now.ports.join() !== piece.ports.join())
      throw new Error(`${piece.name} runs on port ${piece.ports[0]}; run npm run stack -- down before changing its port`);
    if (now) continue;
    await stop(piece, 'SIGTERM');
    line(piece, 'stopped');
  }
}

/** Concurrently; a failure of one does not delay the others. */
async function startAll(pieces: readonly Piece[]): Promise<{ name: string; reason: string }[]> {
  const results = await Promise.allSettled(
    pieces.map(async (piece) => {
      const began = performance.now();
      const program = await piece.program();
      const ran = running(piece) !== undefined;
      if (!ran) await start(piece, program);
      await untilReady(piece, program);
      if (ran) line(piece, 'runs');
      else line(piece, 'ready', began);
    }),
  );
  return results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ name: pieces[index]!.name, reason: (result.reason as Error).message }] : [],
  );
}

function welcome(folder: string, { ports, secure }: Settings): void {
  const secret = join(folder, 'admin-secret');
  say(`
Stoa is at http://127.0.0.1:${ports.gateway}
As its admin:  curl -H "stoa-admin-secret: $(cat ${secret})" http://127.0.0.1:${ports.gateway}/v1/…
Watch, stop:   npm run stack -- status · logs · down${secure ? `\nCertificates and passwords: ${join(folder, 'security')}` : ''}`);
}
