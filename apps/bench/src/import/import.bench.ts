import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, ratio, type Bench, type Figure, type Ratio } from '../bench.ts';
import { bareXml } from '../bare-limits.ts';
import { inChild } from '../child.ts';

const CLI = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
/** The largest dumps of the corpus, one with many votes and one with much text. */
const DUMPS = ['beer-2016-12', 'ai-2017-03'];
const MOST_SECONDS = 6;
const MOST_TIMES_XML = 10;
const MOST_MEGABYTES = 300;
const MIB = 2 ** 20;

/** What `stoa import --json` says of itself, as far as it is measured here. */
interface Imported {
  readonly seconds: {
    readonly reading: number;
    readonly sorting: number;
    readonly appending: number;
    readonly projecting: number;
    readonly total: number;
    readonly processor: number;
  };
  /** Highest resident memory of its process. */
  readonly peakBytes: number;
  readonly eventsAppended: number;
}
interface Xml {
  readonly seconds: number;
  readonly processor: number;
  readonly rows: number;
  readonly bytes: number;
}

export const importing: Bench = {
  name: 'import',
  description: `${DUMPS.join(' and ')} by the built command line, to the last document, against reading the XML alone (CORPUS_DIR names the folder with the dumps)`,
  async run({ rounds, folder }) {
    const figures: Figure[] = [];
    const ratios: Ratio[] = [];
    const notes: string[] = [];
    for (const name of DUMPS) {
      const dump = join(process.env['CORPUS_DIR'] ?? '', 'stackexchange', name);
      if (!existsSync(dump)) throw new Error(`CORPUS_DIR names no folder with stackexchange/${name} in it`);
      const [bare, ours]: [Xml[], Imported[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        bare.push(await inChild<Xml>('import-bare', dump));
        ours.push(await imported(dump, join(folder, 'imported')));
      }
      const seconds = (what: string, of: (one: Imported['seconds']) => number) =>
        figure(
          `${name}: ${what}`,
          's',
          ours.map((one) => of(one.seconds)),
        );
      figures.push(
        figure(
          `${name}: reading the XML alone`,
          's',
          bare.map((one) => one.seconds),
        ),
        figure(
          `${name}: of that, processor time`,
          's',
          bare.map((one) => one.processor),
        ),
        seconds('reading the dump', ({ reading }) => reading),
        seconds('bodies and order', ({ sorting }) => sorting),
        seconds('events', ({ appending }) => appending),
        seconds('read models to the last document', ({ projecting }) => projecting),
        seconds('processor time of all of it', ({ processor }) => processor),
        figure(
          `${name}: the same, times that of reading the XML alone`,
          'x',
          ours.map((one, round) => one.seconds.processor / bare[round]!.processor),
        ),
      );
      const totals = ours.map((one) => one.seconds.total);
      const memory = ours.map(({ peakBytes }) => peakBytes / MIB);
      ratios.push(
        ratio(`${name}: import to the last document`, totals, MOST_SECONDS, true, 's'),
        ratio(
          `${name}: the same, times reading the XML alone`,
          totals.map((total, round) => total / bare[round]!.seconds),
          MOST_TIMES_XML,
          true,
        ),
        ratio(`${name}: highest resident memory of its process`, memory, MOST_MEGABYTES, true, 'MB'),
      );
      const { rows, bytes } = bare[0]!;
      notes.push(
        `${name}: ${ours[0]!.eventsAppended.toLocaleString('en-US')} events of ${rows.toLocaleString('en-US')} rows of XML, ${(bytes / MIB).toFixed(1)} MB; times without the start of either process`,
      );
    }
    return { figures, ratios, notes };
  },
};

export async function measureXml(dump: string): Promise<Xml> {
  const started = performance.now();
  const before = process.cpuUsage();
  const read = await bareXml(dump);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, processor: (user + system) / 1e6, ...read };
}

/** Imports into a new folder, in a process of its own as an operator does. */
function imported(dump: string, path: string): Promise<Imported> {
  rmSync(path, { recursive: true, force: true });
  const args = [CLI, 'import', 'stackexchange', dump, '--data-dir', path, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output) as Imported) : reject(new Error(`The import of ${dump} ended with ${code}`)),
    );
  });
}
