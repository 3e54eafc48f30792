import { Inject, Injectable, Logger } from '@nestjs/common';
import type { RenderTicket } from '@stoa/contracts';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { visitorOf } from './onlooker.ts';

/** One line of log at most in this time. */
const QUIET_MS = 60_000;

/** Tickets that pages carry: each proves for a day which page was shown to whom and when. */
@Injectable()
export class RenderTickets {
  private readonly log = new Logger('Views');
  private quietUntil = 0;

  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  /** Undefined where none can be made: a page is shown all the same, and its views do not count. */
  async issue(request: ApiRequest, questionId: string): Promise<RenderTicket | undefined> {
    const { views } = this.options;
    const now = nowOf(this.options).getTime();
    try {
      const visitor = await visitorOf(request, now, views);
      return views.tokens.issue({ questionId, visitor, now });
    } catch (error) {
      this.trouble(error);
      return undefined;
    }
  }

  private trouble(error: unknown): void {
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + QUIET_MS;
    this.log.error(`Pages are shown without tickets, so their views will not count: ${String((error as Error).message)}`);
  }
}
