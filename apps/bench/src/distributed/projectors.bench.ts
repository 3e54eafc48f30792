import { figure, type Bench } from '../bench.ts';
import { catchUp, type CatchUp } from './catch-up.ts';
import { askQuestions } from './questions.ts';
import { WatchedReadModels } from './read-models.ts';
import { busyness, withSite } from './site.ts';

const BACKLOG = 30_000;
const QUESTIONS = 600;
const BOTH = ['projectors-1', 'projectors-2'];

export const projectorsBench: Bench = {
  name: 'projectors',
  description: `two projector processes against one, catching up with ${BACKLOG.toLocaleString('en-US')} events from Kafka`,
  run: ({ rounds, log }) =>
    withSite({ projectors: 2, relays: 1 }, async (site) => {
      const models = await WatchedReadModels.open(site);
      const questions = await askQuestions(site.store, 'projectors', QUESTIONS);
      await models.rows(await site.store.head(), 60_000);
      const runs: { one: CatchUp[]; two: CatchUp[] } = { one: [], two: [] };
      const run = async (name: string, projectors: string[], into: CatchUp[]) => {
        const found = await catchUp(site, models, questions, { name, events: BACKLOG, projectors });
        into.push(found);
        log(`${name}: ${(found.left / found.rowsSeconds).toFixed(0)} events/s; CPU ${found.cpu}`);
      };
      for (let round = 1; round <= rounds; round++) {
        await run(`one-${round}`, BOTH.slice(0, 1), runs.one);
        await run(`two-${round}`, BOTH, runs.two);
      }
      const rate = (of: CatchUp[]) => of.map(({ left, rowsSeconds }) => left / rowsSeconds);
      const two = rate(runs.two);
      const one = rate(runs.one);
      return {
        figures: [
          figure('one projector', 'events/s', one),
          figure('two projectors', 'events/s', two),
          figure(
            'two / one',
            'x',
            two.map((value, round) => value / one[round]!),
          ),
        ],
        ratios: [],
        notes: [`CPU of one: ${runs.one.at(-1)?.cpu ?? ''}`, `CPU of two: ${runs.two.at(-1)?.cpu ?? ''}`, busyness()],
      };
    }),
};
