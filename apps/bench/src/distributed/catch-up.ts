import { costs, cpuByPiece } from './cpu.ts';
import { appendRatings } from './questions.ts';
import type { WatchedReadModels } from './read-models.ts';
import { until, type Site } from './site.ts';

const MINUTES = 60_000;

/**
 * What a backlog in Kafka took. Seconds count from the first checkpoint that was seen to move, and `left` are the events that were not in
 * the rows by then; `started` from the start of the processes.
 */
export interface CatchUp {
  readonly events: number;
  readonly left: number;
  readonly appendSeconds: number;
  /** From the first append until Kafka had acknowledged the last. */
  readonly relaySeconds: number;
  readonly rowsSeconds: number;
  readonly documentsSeconds: number;
  readonly startedSeconds: number;
  /** What each piece used while rows caught up. */
  readonly cpu: string;
}

/** Stops all projectors, lets a backlog gather in Kafka, starts those that are named and waits until they have caught up. */
export async function catchUp(
  { stoa, store }: Site,
  models: WatchedReadModels,
  questions: readonly string[],
  { name, events, projectors }: { name: string; events: number; projectors: readonly string[] },
): Promise<CatchUp> {
  const all = [...stoa.services.values()].filter(({ app }) => app === 'projectors');
  await Promise.all(all.map((service) => service.stop()));
  const began = performance.now();
  const appendSeconds = await appendRatings(store, questions, name, events);
  const head = await store.head();
  await models.relayed(head, 5 * MINUTES);
  const relaySeconds = (performance.now() - began) / 1000;

  const before = await models.state();
  const started = performance.now();
  for (const service of projectors) stoa.service(service).start();
  await until(async () => (await models.state()) !== before, MINUTES, 'a projector has begun', 10);
  const first = performance.now();
  const ratingsThen = await models.ratings();
  const cpuBefore = cpuByPiece();
  await models.rows(head, 5 * MINUTES);
  const rows = performance.now();
  const left = (await models.ratings()) - ratingsThen;
  const cpu = costs(cpuBefore, left);
  await models.documents(MINUTES);
  const documents = performance.now();
  const seconds = (to: number) => (to - first) / 1000;
  return {
    events,
    left,
    appendSeconds,
    relaySeconds,
    rowsSeconds: seconds(rows),
    documentsSeconds: seconds(documents),
    startedSeconds: (rows - started) / 1000,
    cpu,
  };
}
