import { randomBytes } from 'node:crypto';
import { questionStream } from '@stoa/contracts';
import { ServiceProcess } from '@stoa/dev-servers/deployments';
import { EventStoreDbEventStore } from '@stoa/event-store';
import { derivedId } from '@stoa/kernel';
import { freePort } from '@stoa/dev-servers';
import { Pool } from 'undici';
import { figure, ratio, type Bench } from '../bench.ts';
import { inChild } from '../child.ts';
import { costs, cpuByPiece } from './cpu.ts';
import { askQuestions, inLanes } from './questions.ts';
import { busyness, withServers } from './site.ts';

const CLIENTS = 16;
const COMMANDS = 4000;
const QUESTIONS = 200;
export const STREAMS = Array.from({ length: QUESTIONS }, (_, index) =>
  questionStream(derivedId('bench-question', 'append', String(index))),
);

export const appendService: Bench = {
  name: 'append-service',
  description: `${CLIENTS} clients rate through a service, against two reads and an append by the client library alone`,
  run: ({ rounds, log }) =>
    withServers(['eventstore'], async ({ eventstore: { connectionString } }) => {
      const store = EventStoreDbEventStore.open({ connectionString, patienceMs: 60_000 });
      const questions = await askQuestions(store, 'append', QUESTIONS);
      await store.close();
      const secret = randomBytes(24).toString('base64url');
      const environment = { STOA_EVENTSTORE: connectionString, STOA_SERVICE_SECRET: secret, STOA_LOG: 'warn' };
      const service = new ServiceProcess('questions', 'questions', await freePort(), environment);
      service.start();
      try {
        await service.ready();
        const rated = (name: string) => rate(service.url, secret, questions, name);
        const bare = (name: string) => inChild<number>('append-bare', connectionString, name, String(CLIENTS), String(COMMANDS));
        const found: { bare: number[]; ours: number[]; cpu: string; bareCpu: string } = {
          bare: [],
          ours: [],
          cpu: '',
          bareCpu: '',
        };
        log('warming up');
        await rated('warm');
        for (let round = 1; round <= rounds; round++) {
          const beforeBare = cpuByPiece();
          found.bare.push(await bare(`bare-${round}`));
          found.bareCpu = costs(beforeBare, COMMANDS * 1.5);
          const before = cpuByPiece();
          found.ours.push(await rated(`ours-${round}`));
          found.cpu = costs(before, COMMANDS);
          log(
            `round ${round} of ${rounds}: ${found.ours.at(-1)!.toFixed(0)} / ${found.bare.at(-1)!.toFixed(0)}; CPU ${found.cpu} / ${found.bareCpu}`,
          );
        }
        return {
          figures: [
            figure('two reads and an append, the library alone', 'commands/s', found.bare),
            figure('a command to the service', 'commands/s', found.ours),
          ],
          ratios: [
            ratio(
              'service / library alone',
              found.ours.map((value, round) => value / found.bare[round]!),
              0.6,
            ),
          ],
          notes: [
            `${COMMANDS.toLocaleString('en-US')} RateQuestion a round over kept connections; the store's stand-in; CPU of the last round: ${found.cpu}`,
            `the library alone, its process counted with the bench: ${found.bareCpu}`,
            busyness(),
          ],
        };
      } finally {
        await service.stop();
      }
    }),
};

/** Commands as the gateway posts them. Gives how many a second. */
async function rate(url: string, secret: string, questions: readonly string[], name: string): Promise<number> {
  const pool = new Pool(url, { connections: CLIENTS });
  const headers = {
    'content-type': 'application/json',
    'stoa-service-secret': secret,
    'x-correlation-id': name,
    'stoa-deadline-ms': '60000',
  };
  const bodies = Array.from({ length: COMMANDS }, (_, index) => bodyOf(questions[index % questions.length]!, name, index));
  const started = performance.now();
  await inLanes(bodies, CLIENTS, async (json) => {
    const { statusCode, body } = await pool.request({ method: 'POST', path: '/commands/RateQuestion', headers, body: json });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`The service answered ${statusCode}: ${text.slice(0, 300)}`);
  });
  const perSecond = COMMANDS / ((performance.now() - started) / 1000);
  await pool.destroy();
  return perSecond;
}

function bodyOf(questionId: string, name: string, index: number): string {
  const commandId = derivedId('bench-command', name, String(index));
  const memberId = derivedId('bench-member', name, String(index));
  return JSON.stringify({
    data: { questionId, rating: 'helpful' },
    context: {
      principal: { memberId, roles: ['member'] },
      commandId,
      bodyHash: commandId.replaceAll('-', '').repeat(2),
      occurredAt: '2026-01-01T00:00:00.000Z',
      correlationId: name,
    },
  });
}
