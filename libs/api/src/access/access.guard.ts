import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { TokenRecord } from '@stoa/contracts';
import { accepts, sameSecret } from '@stoa/http';
import { Refusal, derivedId, forbidden, isAdmin, isAnalyst, isModerator, type Principal } from '@stoa/kernel';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { OPERATION, PUBLIC } from '../routes/operation.metadata.ts';
import { operationOf, type OperationName } from '../routes/operations.ts';
import { accessOf, writes, type Access } from './policy.ts';
import { OwnDashboards } from './own-dashboards.ts';
import { ownOrigin } from './own-origin.ts';
import { Sessions, checkFormToken } from './sessions.ts';
import { SignInRequired } from './sign-in-required.ts';
import { Tokens, unauthenticated } from './tokens.ts';

/** The local admin's id in events: no member, the same on every machine. */
const LOCAL_ADMIN: Principal = { memberId: derivedId('system', 'local-admin'), roles: ['member', 'moderator', 'admin'] };
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

type Handler = ReturnType<ExecutionContext['getHandler']>;
interface Rule {
  readonly name: OperationName;
  readonly access: Access;
  /** Pages know their readers by session, files know nobody, all else knows bearers. */
  readonly by: 'session' | 'nothing' | 'bearer';
  readonly csv: boolean;
  readonly writes: boolean;
}

/** Guards every route by the policy file: a route that it does not name is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** Cached: a route's metadata and the policy do not change. */
  private readonly rules = new WeakMap<Handler, Rule>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(OwnDashboards) private readonly dashboards: OwnDashboards,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.ruleOf(context.getHandler());
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (rule.by === 'session') await this.admitReader(rule, request);
    if (rule.by === 'bearer') await this.admitBearer(rule, request);
    return true;
  }

  private async admitBearer({ access, csv, writes }: Rule, request: ApiRequest): Promise<void> {
    const { accept } = request.headers;
    if (!accepts(accept, 'application/json') && !(csv && accepts(accept, 'text/csv')))
      throw new Refusal('not-acceptable', `This is available as application/json${csv ? ' and text/csv' : ''} only.`);
    const { authorization } = request.headers;
    const admin = this.localAdmin(request);
    const record = admin || authorization === undefined ? undefined : await this.bearer(authorization);
    const principal = admin ?? (record && { memberId: record.memberId, roles: record.roles });
    if (access !== 'public' && !principal) throw unauthenticated('Send a bearer token.');
    if (principal) admit(access, (request.principal = principal));
    if (writes && record) this.tokens.refuseSuspended(record);
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
    const name = this.reflector.get<OperationName | undefined>(OPERATION, handler);
    const access = accessOf(name);
    if (!name || !access) throw forbidden('No policy names this route.');
    if ((access === 'public') !== (this.reflector.get<boolean | undefined>(PUBLIC, handler) === true))
      throw forbidden('The policy and this route disagree on whether it is public.');
    const operation = operationOf(name);
    const { form, response, csv = false } = operation;
    const shape = { name, access, csv, writes: writes(operation, access) };
    const rule: Rule = { ...shape, by: form !== 'html' ? 'bearer' : response === 'Asset' ? 'nothing' : 'session' };
    this.rules.set(handler, rule);
    return rule;
  }

  private localAdmin({ headers, socket }: ApiRequest): Principal | undefined {
    const given = headers['stoa-admin-secret'];
    if (given === undefined) return undefined;
    const { adminSecret, adminSecretFrom = 'loopback' } = this.options;
    const proven = adminSecret !== undefined && typeof given === 'string' && sameSecret(given, adminSecret);
    const allowedHere = adminSecretFrom === 'anywhere' || LOOPBACK.has(socket.remoteAddress ?? '');
    if (!proven || !allowedHere) throw unauthenticated('The admin secret is not valid here.');
    return LOCAL_ADMIN;
  }

  private bearer(authorization: string): Promise<TokenRecord> {
    return this.tokens.ofText(/^Bearer ([!-~]+)$/i.exec(authorization)?.[1] ?? '');
  }
}

function admit(access: Access, principal: Principal): void {
  if (access === 'analyst' && !isAnalyst(principal)) throw forbidden('Only an analyst can do this.');
  if (access === 'moderator' && !isModerator(principal)) throw forbidden('Only a moderator can do this.');
  if (access === 'admin' && !isAdmin(principal)) throw forbidden('Only an admin can do this.');
}
