import type { Random } from '@stoa/testing';
import type { Server, Servers } from '@stoa/dev-servers';
import type { DistributedDeployment } from '@stoa/dev-servers/deployments';

/** Something that can be killed and started again. */
interface Target {
  readonly name: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export interface Round {
  readonly killed: readonly string[];
  readonly awayMs: number;
}

const KINDS = ['postgres', 'kafka', 'eventstore'] as const;

/** Kills what a deployment consists of, one or two at a time, at moments drawn from `random`, and starts it again. */
export class Nemesis {
  private readonly targets: Target[];
  readonly rounds: Round[] = [];

  constructor(
    deployment: DistributedDeployment,
    servers: Servers,
    private readonly random: Random,
  ) {
    const services = [...deployment.services.values()].map((service) => ({
      name: service.name,
      kill: () => service.kill(),
      restart: async () => service.start(),
    }));
    this.targets = [...KINDS.map((kind) => targetOf(kind, servers[kind])), ...services];
  }

  /** One round: each target in turn, so that none is left out; every fourth time another one with it. */
  async strike(): Promise<void> {
    const { targets, random, rounds } = this;
    const first = targets[rounds.length % targets.length] as Target;
    const other = random.one(targets);
    const victims = rounds.length % 4 === 3 && other !== first ? [first, other] : [first];
    await pause(100 + random.fraction() * 700);
    await Promise.all(victims.map((victim) => victim.kill()));
    const awayMs = Math.round(100 + random.fraction() * 1200);
    await pause(awayMs);
    await Promise.all(victims.map((victim) => victim.restart()));
    rounds.push({ killed: victims.map(({ name }) => name), awayMs });
    await pause(200 + random.fraction() * 800);
  }

  /** How often each was killed. */
  tally(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { killed } of this.rounds) for (const name of killed) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }
}

const targetOf = (name: string, server: Server): Target => ({
  name,
  kill: () => server.kill(),
  restart: () => server.restart(),
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
