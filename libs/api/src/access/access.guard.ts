import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden } from '@stoa/kernel';
import type { ApiRequest } from '../api-request.ts';
import { OPERATION, PUBLIC } from '../routes/operation.metadata.ts';
import { OwnDashboards } from './own-dashboards.ts';
import { ownOrigin } from './own-origin.ts';
import { admit, ruleOf, type Rule } from './rules.ts';
import { Sessions, checkFormToken } from './sessions.ts';
import { SignInRequired } from './sign-in-required.ts';

type Handler = ReturnType<ExecutionContext['getHandler']>;

/**
 * Guards every route by the policy file: a route that it does not name is closed. Bearers were admitted before their body was read; readers of
 * pages are admitted here, since a form carries what proves that it is theirs.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  /** Cached: a route's metadata and the policy do not change. */
  private readonly rules = new WeakMap<Handler, Rule>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(OwnDashboards) private readonly dashboards: OwnDashboards,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.ruleOf(context.getHandler());
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (request.admitted !== rule.name) throw forbidden('This request was not admitted to its route.');
    if (rule.by === 'session') await this.admitReader(rule, request);
    return true;
  }

  /** Forms come from our own pages only, and those of a session carry its form token. */
  private async admitReader({ name, access }: Rule, request: ApiRequest): Promise<void> {
    const { headers, method, url, body } = request;
    const isForm = method !== 'GET' && method !== 'HEAD';
    if (isForm) ownOrigin(headers);
    const reader = headers.cookie === undefined ? undefined : await this.sessions.reader(headers.cookie);
    if (reader) request.reader = { ...reader, dashboard: await this.dashboards.of(reader) };
    if (isForm && reader && name !== 'signIn') checkFormToken(reader, body);
    if (access === 'public') return;
    if (!reader) throw new SignInRequired(isForm ? '/' : url);
    admit(access, reader);
  }

  private ruleOf(handler: Handler): Rule {
    const known = this.rules.get(handler);
    if (known) return known;
    const rule = ruleOf(this.reflector.get<string | undefined>(OPERATION, handler) ?? 'none');
    if ((rule.access === 'public') !== (this.reflector.get<boolean | undefined>(PUBLIC, handler) === true))
      throw forbidden('The policy and this route disagree on whether it is public.');
    this.rules.set(handler, rule);
    return rule;
  }
}
