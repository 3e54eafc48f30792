import { Controller, Get, Inject, Res } from '@nestjs/common';
import { readinessOf, readinessStatus, type Readiness, type ReadinessCheck } from '@stoa/http';
import type { FastifyReply } from 'fastify';

export const READINESS = Symbol('Readiness');

/** The API's two health endpoints, for internal processes. */
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly checks: readonly ReadinessCheck[]) {}

  /** Checks no dependency: a process that responds is alive. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await readinessOf(this.checks);
    void reply.status(readinessStatus(readiness));
    return readiness;
  }
}
