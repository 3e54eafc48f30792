import { join } from 'node:path';
import { alone } from './lock.mjs';
import { running, start, stop, untilReady } from './daemon.mjs';
import { named, piecesOf } from './pieces.mjs';
import { readSettings, secretsOf, settingsFor, writeSettings } from './settings.mjs';

const say = (line) => process.stderr.write(`${line}\n`);
const line = (piece, state, began) =>
  say(
    `  ${piece.name.padEnd(16)}${state.padEnd(12)}${began === undefined ? '' : `${((performance.now() - began) / 1000).toFixed(1)} s   `}${piece.address}`,
  );

/** Starts what does not run, servers first, and waits until all of it serves. Exit code: 0, or 1 where a piece failed. */
export function up(request) {
  return alone(request.folder, async () => {
    const former = readSettings(request.folder);
    const settings = settingsFor(request);
    const secrets = secretsOf(request.folder);
    if (former) await fit(former, settings, request.folder, secrets);
    writeSettings(request.folder, settings);
    const pieces = named(piecesOf(request.folder, settings, secrets), request.pieces);
    say(`Starting ${pieces.length} pieces in ${request.folder}`);
    for (const kind of ['server', 'service']) {
      const failures = await startAll(pieces.filter((piece) => piece.kind === kind));
      if (failures.length === 0) continue;
      for (const { name, reason } of failures) say(`\n${name}: ${reason}`);
      say('\nWhat runs goes on running: put it right and repeat `npm run stack -- up`, or `npm run stack -- down`.');
      return 1;
    }
    if (request.pieces.length === 0) welcome(request.folder, settings);
    return 0;
  });
}

/** Pieces that run keep their ports; projectors that are not wanted any more are stopped. */
async function fit(former, settings, folder, secrets) {
  const runs = piecesOf(folder, former, secrets).filter(running);
  const wanted = new Map(piecesOf(folder, settings, secrets).map((piece) => [piece.name, piece]));
  for (const piece of runs) {
    const now = wanted.get(piece.name);
    if (now && now.ports.join() !== piece.ports.join())
      throw new Error(`${piece.name} runs on port ${piece.ports[0]}: npm run stack -- down, before it can have another`);
    if (now) continue;
    await stop(piece, 'SIGTERM');
    line(piece, 'stopped');
  }
}

/** All at once; none waits for another's failure. */
async function startAll(pieces) {
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
  return results.flatMap(({ reason }, index) => (reason ? [{ name: pieces[index].name, reason: reason.message }] : []));
}

function welcome(folder, { ports }) {
  const secret = join(folder, 'admin-secret');
  say(`
Stoa is at http://127.0.0.1:${ports.gateway}
As its admin:  curl -H "stoa-admin-secret: $(cat ${secret})" http://127.0.0.1:${ports.gateway}/v1/…
Look, stop:    npm run stack -- status · logs · down`);
}
