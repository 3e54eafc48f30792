import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { QueryBus } from '@nestjs/cqrs';
import { FindToken, type TokenRecord } from '@stoa/contracts';
import { accepts, sameSecret } from '@stoa/http';
import { Refusal, derivedId, forbidden, isAdmin, isAnalyst, isModerator, type Principal } from '@stoa/kernel';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { OPERATION, PUBLIC } from '../routes/operation.metadata.ts';
import { operationOf, type OperationName } from '../routes/operations.ts';
import { accessOf, type Access } from './policy.ts';
import { parseToken, secretMatches } from './token.ts';

/** The local admin's id in events: no member, the same on every machine. */
const LOCAL_ADMIN: Principal = { memberId: derivedId('system', 'local-admin'), roles: ['member', 'moderator', 'admin'] };
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

type Handler = ReturnType<ExecutionContext['getHandler']>;
interface Rule {
  readonly access: Access;
  readonly form: 'json' | 'html' | undefined;
}

/** Guards every route by the policy file: a route that it does not name is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** Cached: a route's metadata and the policy do not change. */
  private readonly rules = new WeakMap<Handler, Rule>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { access, form } = this.ruleOf(context.getHandler());
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (form !== 'html' && !accepts(request.headers.accept, 'application/json'))
      throw new Refusal('not-acceptable', 'This is available as application/json only.');
    const { authorization } = request.headers;
    const principal = this.localAdmin(request) ?? (authorization === undefined ? undefined : await this.bearer(authorization));
    admit(access, principal);
    if (principal) request.principal = principal;
    return true;
  }

  private ruleOf(handler: Handler): Rule {
    const known = this.rules.get(handler);
    if (known) return known;
    const name = this.reflector.get<OperationName | undefined>(OPERATION, handler);
    const access = accessOf(name);
    if (!name || !access) throw forbidden('No policy names this route.');
    if ((access === 'public') !== (this.reflector.get<boolean | undefined>(PUBLIC, handler) === true))
      throw forbidden('The policy and this route disagree on whether it is public.');
    const rule = { access, form: operationOf(name).form };
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

  private async bearer(authorization: string): Promise<Principal> {
    const token = parseToken(/^Bearer ([!-~]+)$/i.exec(authorization)?.[1] ?? '');
    const record =
      token && (await this.queries.execute<FindToken, TokenRecord | undefined>(new FindToken({ tokenId: token.tokenId })));
    const now = (this.options.now?.() ?? new Date()).toISOString();
    if (!token || !record || !secretMatches(token.secret, record.secretHash)) throw unauthenticated('This token is not valid.');
    if (record.revoked) throw unauthenticated('This token was revoked.');
    if (record.expiresAt !== null && record.expiresAt <= now) throw unauthenticated('This token has expired.');
    return { memberId: record.memberId, roles: record.roles };
  }
}

const unauthenticated = (sentence: string) => new Refusal('unauthenticated', sentence);

function admit(access: Access, principal: Principal | undefined): void {
  if (access === 'public') return;
  if (!principal) throw unauthenticated('Send a bearer token.');
  if (access === 'analyst' && !isAnalyst(principal)) throw forbidden('Only an analyst can do this.');
  if (access === 'moderator' && !isModerator(principal)) throw forbidden('Only a moderator can do this.');
  if (access === 'admin' && !isAdmin(principal)) throw forbidden('Only an admin can do this.');
}
