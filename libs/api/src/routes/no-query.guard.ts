import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { parsed } from '@stoa/http';
import { z } from 'zod';
import type { ApiRequest } from '../api-request.ts';

const NO_PARAMETERS = z.strictObject({});

/** Refuses parameters where the operation has none. A guard, since an interceptor costs every request a chain of observables. */
export class NoQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    parsed(NO_PARAMETERS, context.switchToHttp().getRequest<ApiRequest>().query, '?');
    return true;
  }
}
