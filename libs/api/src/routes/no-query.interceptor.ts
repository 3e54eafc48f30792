import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { parsed } from '@stoa/http';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { ApiRequest } from '../api-request.ts';

const NO_PARAMETERS = z.strictObject({});

/** Refuses parameters where the operation has none. */
export class NoQueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    parsed(NO_PARAMETERS, context.switchToHttp().getRequest<ApiRequest>().query, '?');
    return next.handle();
  }
}
