import { figure, inEachRound, ratio, type Bench } from '../bench.ts';
import { catchUp, type CatchUp } from './catch-up.ts';
import { EVENTS_A_COMMAND, EVENTS_A_READER, live, type LiveRun } from './live-latency.ts';
import { askQuestions } from './questions.ts';
import { WatchedReadModels } from './read-models.ts';
import { busyness, withSite } from './site.ts';

/** Flat out: so many clients at once, each of whom waits until the document holds its event. */
const CLIENTS = 32;
const FLAT_OUT = 2_000;
/** Rounds run at this share of what was reached flat out, just before. */
const SHARE = 1 / 3;
const SECONDS = 15;
/** The eye takes what comes within two frames of 60 a second as at once. */
const P50_MS = 33;
const P99_MS = 250;
const QUESTIONS = 600;
const BACKLOG = 30_000;
const PROJECTOR = 'projectors-1';

export const liveBench: Bench = {
  name: 'live',
  description: `append → store → relay → Kafka → projector → page at a third of the rate that is reached, and catching up with ${BACKLOG.toLocaleString('en-US')} events`,
  run: ({ rounds, log }) =>
    withSite({ projectors: 1, relays: 1 }, async (site) => {
      const models = await WatchedReadModels.open(site);
      const questions = await askQuestions(site.store, 'live', QUESTIONS);
      await models.rows(await site.store.head(), 60_000);
      await models.documents(60_000);
      const runs: LiveRun[] = [];
      const backlogs: CatchUp[] = [];
      log('warming up');
      const flatOut = async (name: string) => {
        const { events, seconds } = await live(site, models, questions, { name, pace: { events: FLAT_OUT, clients: CLIENTS } });
        return events / seconds;
      };
      await flatOut('warm');
      const capacities: number[] = [];
      for (let round = 1; round <= rounds; round++) {
        const capacity = await flatOut(`flat-out-${round}`);
        capacities.push(capacity);
        const aSecond = Math.max(1, Math.round(capacity * SHARE));
        const pace = { aSecond, events: aSecond * SECONDS };
        const run = await live(site, models, questions, { name: `live-${round}`, pace });
        runs.push(run);
        log(
          `round ${round} of ${rounds}: ${aSecond} events/s of ${capacity.toFixed(0)}; page p50 ${percentile(run.page, 50).toFixed(0)} ms, p99 ${percentile(run.page, 99).toFixed(0)} ms; CPU ${run.cpu}`,
        );
      }
      for (let round = 1; round <= rounds; round++) {
        const backlog = await catchUp(site, models, questions, {
          name: `backlog-${round}`,
          events: BACKLOG,
          projectors: [PROJECTOR],
        });
        backlogs.push(backlog);
        log(`backlog ${round} of ${rounds}: ${(backlog.left / backlog.rowsSeconds).toFixed(0)} events/s; CPU ${backlog.cpu}`);
      }
      const spread = (name: string, of: keyof LiveRun & ('append' | 'command' | 'document' | 'page' | 'whole' | 'late')) =>
        [50, 99].map((rank) =>
          figure(
            `${name}, p${rank}`,
            'ms',
            runs.map((run) => percentile(run[of], rank)),
          ),
        );
      const rate = (seconds: (backlog: CatchUp) => number) => backlogs.map((backlog) => backlog.events / seconds(backlog));
      return {
        figures: [
          figure(`flat out, ${CLIENTS} clients that wait for the document`, 'events/s', capacities),
          ...spread('append acknowledged by the store', 'append'),
          ...spread('command acknowledged by the gateway', 'command'),
          ...spread('acknowledged → document in Postgres', 'document'),
          ...spread('acknowledged → page answered', 'page'),
          ...spread('command sent → page answered', 'whole'),
          ...spread('the bench late with sending', 'late'),
          figure(
            'rate that was reached',
            'events/s',
            runs.map(({ events, seconds }) => events / seconds),
          ),
          figure(
            'append straight to the store, 32 at once',
            'events/s',
            rate((one) => one.appendSeconds),
          ),
          figure(
            'the same until Kafka has it',
            'events/s',
            rate((one) => one.relaySeconds),
          ),
          figure(
            'catch-up, rows and documents',
            'events/s',
            backlogs.map(({ left, documentsSeconds }) => left / documentsSeconds),
          ),
          figure(
            'catch-up, from the start of the process',
            'events/s',
            rate((one) => one.startedSeconds),
          ),
        ],
        ratios: [
          inEachRound(
            'acknowledged → page answered, p50',
            runs.map((run) => percentile(run.page, 50)),
            P50_MS,
            'ms',
          ),
          inEachRound(
            'acknowledged → page answered, p99',
            runs.map((run) => percentile(run.page, 99)),
            P99_MS,
            'ms',
          ),
          ratio(
            'catch-up of one projector, rows',
            backlogs.map(({ left, rowsSeconds }) => left / rowsSeconds),
            5000,
            false,
            'events/s',
          ),
        ],
        notes: [
          `ratings of ${QUESTIONS} questions for ${SECONDS} s a round; one in ${EVENTS_A_COMMAND} a command to the gateway, one in ${EVENTS_A_READER} of the others with a reader who waits for the page`,
          ...runs.flatMap(({ failed, reason }) => (failed > 0 ? [`failed: ${failed}, the first by ${reason}`] : [])),
          `CPU at a third: ${runs.at(-1)?.cpu ?? ''}`,
          `CPU while catching up: ${backlogs.at(-1)?.cpu ?? ''}`,
          `Postgres without fsync, Kafka and the store's stand-in as a test starts them; ${busyness()}`,
        ],
      };
    }),
};

/** The value below which so many of a hundred lie, by the nearest rank. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}
