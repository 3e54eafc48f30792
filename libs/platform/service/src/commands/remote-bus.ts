import { randomUUID } from 'node:crypto';
import { owners, serviceNames, type ServiceName } from '@stoa/contracts';
import type { CommandMessage, Outcome, QueryMessage, ResultOf } from '@stoa/kernel';
import type { Logger } from '../process/process-log.ts';
import type { BreakerTimes } from './circuit-breaker.ts';
import { CALL_TIMES, RemoteService, type CallTimes } from './remote-service.ts';

export interface RemoteBusOptions {
  /** URL of each service: `http://host:port`. */
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly secret: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Default deadline of a command or query, in milliseconds. */
  readonly deadlineMs?: number;
  readonly times?: CallTimes;
  readonly breaker?: BreakerTimes;
}

/** Totals of views go through a stream topic and come back as an event before the command completes. */
const PATIENCE: Partial<Record<ServiceName, number>> = { 'view-analytics': 8000 };

/** Sends commands, and queries over streams, to the processes that own them. */
export class RemoteBus {
  private readonly services: ReadonlyMap<ServiceName, RemoteService>;
  private readonly deadlineMs: number;

  constructor({ services, secret, log, deadlineMs = 9000, times = CALL_TIMES, breaker }: RemoteBusOptions) {
    this.deadlineMs = deadlineMs;
    this.services = new Map(
      serviceNames.map((name) => {
        const patient = { ...times, attempt: Math.max(times.attempt, PATIENCE[name] ?? 0) };
        return [name, new RemoteService(name, services[name], secret, log, patient, breaker)];
      }),
    );
  }

  /** Throws the handler's refusal, or dependency-unavailable while its service is unavailable. */
  execute(command: CommandMessage, { deadlineMs = this.deadlineMs } = {}): Promise<Outcome & { id: string }> {
    const { type, data, context } = command;
    const call = { correlationId: context.correlationId, deadline: performance.now() + deadlineMs };
    return this.ownerOf(type).post(`/commands/${type}`, { data, context }, call) as Promise<Outcome & { id: string }>;
  }

  ask<Q extends QueryMessage<unknown>>(query: Q, { deadlineMs = this.deadlineMs } = {}): Promise<ResultOf<Q>> {
    const { type } = query;
    const call = { correlationId: randomUUID(), deadline: performance.now() + deadlineMs };
    return this.ownerOf(type).post(`/queries/${type}`, { ...query }, call) as Promise<ResultOf<Q>>;
  }

  close(): void {
    for (const service of this.services.values()) service.close();
  }

  private ownerOf(type: string): RemoteService {
    const owner = owners.get(type);
    if (!owner) throw new Error(`No service owns ${type}`);
    return this.services.get(owner)!;
  }
}
