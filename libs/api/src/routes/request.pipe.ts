import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { PageRequest } from '@stoa/contracts';
import { heldTags, parsed } from '@stoa/http';
import type { z } from 'zod';
import { COMMAND_DATA } from '../commands/command-data.decorator.ts';
import { bodySchemaOf, commandDataOf } from '../commands/command-input.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Operation } from './operation.ts';
import { PAGE_REQUEST } from './page-request.decorator.ts';
import { refuseUnreadablePosition } from './query-parameters.ts';
import { pathParametersOf, pathValue, type PathParameter } from './path-parameters.ts';

/** Validates a handler's parameters by its operation. Throws not-found for a path, unknown-field or validation-failed for the rest. */
export class RequestPipe implements PipeTransform<unknown, unknown> {
  private readonly path: Record<string, PathParameter>;
  /** The path's first parameter, if it has any. */
  private readonly name: string;
  /** What an address without a query string comes to is always the same. */
  private readonly defaults: unknown;

  private readonly takesPosition: boolean;

  constructor(private readonly operation: Operation) {
    this.takesPosition = 'after' in (operation.query?.shape ?? {});
    this.path = pathParametersOf(operation);
    this.name = Object.keys(this.path)[0] ?? '';
    this.defaults = operation.query && Object.freeze(operation.query.parse({}));
  }

  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    if (type === 'param' && data !== undefined) return pathValue(this.path[data]!, data, value as string | undefined);
    if (type === 'query') return this.query(value as object);
    if (type === 'body') return parsed(bodySchemaOf(this.operation), value ?? {}, '/');
    if (data === PAGE_REQUEST) return this.page(value as ApiRequest);
    return data === COMMAND_DATA ? commandDataOf(this.operation, value as ApiRequest) : value;
  }

  private page({ params, query, headers }: ApiRequest): PageRequest {
    const { after } = this.query(query) as Pick<PageRequest, 'after'>;
    return {
      idOrSlug: pathValue(this.path[this.name]!, this.name, params[this.name]),
      after,
      held: heldTags(headers['if-none-match']),
    };
  }

  private query(value: object): unknown {
    for (const _ in value) {
      if (this.takesPosition) refuseUnreadablePosition(value);
      return parsed(this.operation.query as z.ZodType, value, '?');
    }
    return this.defaults;
  }
}
