import { figure, ratio, type Bench, type Figure, type Ratio } from '../bench.ts';
import { busyness, withSite } from '../distributed/site.ts';
import { BareProcess } from './bare-process.ts';
import { RatedSite } from './rated-site.ts';
import type { Cost, Pace } from './work.ts';

const MOST = 2.5;
const PACES = {
  'at 100 events/s': { events: 1000, aSecond: 100 },
  'flat out, 16 clients': { events: 3000, clients: 16 },
} satisfies Record<string, Pace>;
type PaceName = keyof typeof PACES;
const NAMES = Object.keys(PACES) as PaceName[];
const WARM: Pace = { events: 1500, clients: 16 };

interface Pair {
  readonly ours: Cost;
  readonly bare: Cost;
}

export const liveCost: Bench = {
  name: 'live-cost',
  description: 'CPU of one live event over all processes, against a bare chain by the same client libraries',
  run: async ({ rounds, log }) => {
    const bare = await BareProcess.start();
    try {
      return await withSite({ projectors: 2, relays: 1 }, async (site) => {
        const found = new Map<string, Pair[]>();
        const rated = await RatedSite.open(site);
        const second = site.stoa.service('projectors-2');
        for (const projectors of [1, 2]) {
          if (projectors === 1) await second.stop();
          else {
            second.start();
            await second.ready();
          }
          log(`${projectors === 1 ? 'one projector' : 'two projectors'}: warming up`);
          await bare.run({ ...WARM, name: `warm-${projectors}` });
          await rated.run(WARM, bare.pid);
          for (let round = 1; round <= rounds; round++)
            for (const pace of NAMES) {
              const key = keyOf(pace, projectors);
              const pair = {
                bare: await bare.run({ ...PACES[pace], name: `${key}-${round}` }),
                ours: await rated.run(PACES[pace], bare.pid),
              };
              found.set(key, [...(found.get(key) ?? []), pair]);
              log(`round ${round} of ${rounds}, ${key}: ${said(pair.ours)} / ${said(pair.bare)}`);
            }
        }
        await rated.close();
        const keys = [1, 2].flatMap((projectors) => NAMES.map((pace) => keyOf(pace, projectors)));
        return {
          figures: keys.flatMap((key) => figuresOf(key, found.get(key) ?? [])),
          ratios: keys.map((key) => ratioOf(key, found.get(key) ?? [])),
          notes: [
            ...keys.flatMap((key) => piecesOf(key, found.get(key)?.at(-1))),
            'ratings by PUT to the gateway, until all rows and documents hold them; the load generator is not counted',
            `the bare chain has servers of its own; Postgres without fsync, Kafka and the store's stand-in as a test starts them; ${busyness()}`,
          ],
        };
      });
    } finally {
      await bare.stop();
    }
  },
};

const keyOf = (pace: PaceName, projectors: number) => `${pace}, ${projectors} projector${projectors === 1 ? '' : 's'}`;

const said = ({ sum, aSecond }: Cost) => `${Math.round(sum)} µs (${Math.round(aSecond)}/s)`;

const figuresOf = (key: string, pairs: readonly Pair[]): Figure[] => [
  figure(
    `${key}: an event`,
    'µs',
    pairs.map(({ ours }) => ours.sum),
  ),
  figure(
    `${key}: the bare chain`,
    'µs',
    pairs.map(({ bare }) => bare.sum),
  ),
  figure(
    `${key}: events`,
    'events/s',
    pairs.map(({ ours }) => ours.aSecond),
  ),
];

const ratioOf = (key: string, pairs: readonly Pair[]): Ratio =>
  ratio(
    `${key}: event / bare`,
    pairs.map(({ ours, bare }) => ours.sum / bare.sum),
    MOST,
    true,
  );

/** The last round by process. */
const piecesOf = (key: string, pair: Pair | undefined): string[] =>
  pair ? [`${key}, µs: ${listed(pair.ours)}`, `${' '.repeat(key.length)}  bare: ${listed(pair.bare)}`] : [];

const listed = ({ pieces }: Cost) =>
  Object.entries(pieces)
    .map(([piece, cost]) => `${piece} ${Math.round(cost)}`)
    .join(', ');
