import type { Generation, Projection, Relayed } from '@stoa/kernel';
import { PartitionWorker, Watermarks, buildDocuments, dump } from '@stoa/projections-engine';
import { rounds } from '@stoa/testing';
import { projections } from './projections.ts';
import { foldInPartitions, withGeneration } from './testing/fold-in-partitions.ts';
import { randomLog, seeded } from './testing/random-log.ts';
import { readable, topicsOf } from './testing/topics-of.ts';

const SEEDS = rounds('STOA_SEEDS', { small: 8, full: 40 });
const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
const plain = { render: async (markdown: readonly string[]) => markdown.map((text) => `<p>${text}</p>`) };

/** A topic as a consumer may see it: parts come again, parts are gone, and the first part may be no longer there. */
function delivered(said: readonly Relayed[], random: () => number): Relayed[][] {
  const kept = said
    .slice(Math.floor(random() * said.length * 0.3))
    .filter((_, index, all) => index === all.length - 1 || random() > 0.15);
  const batches: Relayed[][] = [];
  for (let at = 0; at < kept.length;) {
    const size = 1 + Math.floor(random() * 30);
    batches.push(kept.slice(at, at + size));
    // A rebalance or a relay that was killed: from some place before, again.
    at = random() < 0.2 ? Math.max(0, at - Math.floor(random() * 40)) : at + size;
    if (batches.length > 400) at = kept.length - 1;
    if (batches.length > 420) break;
  }
  batches.push(kept.slice(-1));
  return batches;
}

/** Watermarks of a generation that one process writes. */
const putOffIn = (generation: Generation) =>
  new Watermarks(
    {
      async advance(moves) {
        const moved = new Set<string>();
        const nothing = { puts: new Map(), removals: new Map(), sums: new Map(), dirty: [], dirtyVia: [] };
        for (const { partition, from, to } of moves)
          if (await generation.commit(partition, from, to, nothing)) moved.add(partition);
        return moved;
      },
    },
    1,
  );

async function dumped(projection: Projection, generation: Generation): Promise<string[]> {
  await buildDocuments(projection, generation, plain, { lazy: true });
  const lines: string[] = [];
  for await (const line of dump(projection, generation)) lines.push(line);
  return lines;
}

describe.each(projections.map((projection) => [projection.name, projection] as const))('%s', (_name, projection) => {
  it.each(seeds)(
    'is the same whatever the topics deliver: repeats, holes, two workers at once, moves put off or not (seed %i)',
    async (seed) => {
      const putsOff = seed % 2 === 0;
      const log = randomLog(seed, 300);
      const random = seeded(seed * 13);
      const store = readable(log);
      const whole = await foldInPartitions(projection, log, 1, seed);
      const told = await withGeneration(projection, async (generation) => {
        const work = [...topicsOf(log).values()].flatMap(({ partition, said }) => {
          const batches = delivered(said, random);
          const [one, other] = [1, 2].map(() => {
            const watermarks = putsOff ? putOffIn(generation) : undefined;
            return { worker: new PartitionWorker(projection, generation, partition, store, watermarks), watermarks };
          });
          return [
            { ...one!, batches: batches.filter(() => random() < 0.8).concat(batches.slice(-1)) },
            { ...other!, batches: random() < 0.5 ? batches.filter(() => random() < 0.5) : [] },
          ];
        });
        await Promise.all(
          work.map(async ({ worker, watermarks, batches }) => {
            for (const batch of batches) {
              await new Promise((resolve) => setImmediate(resolve));
              await worker.apply(batch);
            }
            await watermarks?.close();
          }),
        );
        return dumped(projection, generation);
      });
      expect(told).toEqual(whole);
    },
  );
});

describe('the broken variants', () => {
  const projection = projections[0]!;
  const log = randomLog(7, 300);
  const sound = () => foldInPartitions(projection, log, 1, 7);

  it('previous positions that are not looked at: what a hole swallowed is missing', async () => {
    const found = await withGeneration(projection, async (generation) => {
      for (const { partition, said } of topicsOf(log).values()) {
        const worker = new PartitionWorker(projection, generation, partition, readable(log));
        const holed = said.filter(({ event }) => event?.type !== 'AnswerRated.v1');
        await worker.apply(holed.map((message) => ({ ...message, previous: '' })));
      }
      return dumped(projection, generation);
    });
    expect(found).not.toEqual(await sound());
  });

  it('no watermarks: quiet partitions never say that they are up to the head', () =>
    withGeneration(projection, async (generation) => {
      const head = log.at(-1)!.position;
      for (const [without, all] of [[true, false], [false, true]] as const) {
        for (const { partition, said } of topicsOf(log).values()) {
          const worker = new PartitionWorker(projection, generation, partition, readable(log));
          await worker.apply(without ? said.filter(({ event }) => event) : said);
        }
        const reached = [...(await generation.checkpoints()).values()];
        expect(reached.every((position) => position === head)).toBe(all);
      }
    })); // prettier-ignore
});
