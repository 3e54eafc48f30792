import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { heldTags, revisionTag } from '@stoa/http';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { ApiRequest } from '../api-request.ts';

/** Sends a resource with its revision as ETag; 304 and no body where the client holds it. */
export class RevisionTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<{ revision: number }>): Observable<unknown> {
    const http = context.switchToHttp();
    const held = heldTags(http.getRequest<ApiRequest>().headers['if-none-match']);
    return next.handle().pipe(
      map((resource) => {
        const tag = revisionTag(resource.revision);
        const reply = http.getResponse<FastifyReply>().header('etag', tag).header('cache-control', 'public, no-cache');
        if (!held.includes(tag.slice(1, -1)) && !held.includes('*')) return resource;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}
