import { Inject, Injectable } from '@nestjs/common';
import type { RenderTicket } from '@stoa/contracts';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { onlookerOf } from './onlooker.ts';

/** Tickets that pages carry: each proves for a day which page was shown to whom and when. */
@Injectable()
export class RenderTickets {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  async issue(request: ApiRequest, questionId: string): Promise<RenderTicket> {
    const { views } = this.options;
    const now = (this.options.now?.() ?? new Date()).getTime();
    const { visitor } = await onlookerOf(request, now, views);
    return views.tokens.issue({ questionId, visitor, now });
  }
}
