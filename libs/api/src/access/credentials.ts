import { Inject, Injectable } from '@nestjs/common';
import type { TokenRecord } from '@stoa/contracts';
import { sameSecret } from '@stoa/http';
import { derivedId, type Principal } from '@stoa/kernel';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { Tokens, unauthenticated } from './tokens.ts';

/** The local admin's id in events: no member, the same on every machine. */
const LOCAL_ADMIN: Principal = { memberId: derivedId('system', 'local-admin'), roles: ['member', 'moderator', 'admin'] };
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export interface Bearer {
  readonly principal: Principal;
  /** Absent for the local admin. */
  readonly token?: TokenRecord;
}

type Bearing = Pick<ApiRequest, 'headers' | 'socket'>;

/** Who sends a request, by what it bears. */
@Injectable()
export class Credentials {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  static areIn({ headers }: Pick<Bearing, 'headers'>): boolean {
    return headers.authorization !== undefined || headers['stoa-admin-secret'] !== undefined;
  }

  /** Undefined for nobody. Throws unauthenticated for credentials that open nothing. */
  async bearerOf(request: Bearing): Promise<Bearer | undefined> {
    const { authorization } = request.headers;
    const admin = this.localAdmin(request);
    if (admin) return { principal: admin };
    if (authorization === undefined) return undefined;
    const token = await this.tokens.ofText(/^Bearer ([!-~]+)$/i.exec(authorization)?.[1] ?? '');
    return { principal: { memberId: token.memberId, roles: token.roles }, token };
  }

  /** Throws suspended where the bearer is, at this moment. The local admin never is. */
  refuseSuspended({ token }: Bearer): void {
    if (token) this.tokens.refuseSuspended(token);
  }

  private localAdmin({ headers, socket }: Bearing): Principal | undefined {
    const given = headers['stoa-admin-secret'];
    if (given === undefined) return undefined;
    const { adminSecret, adminSecretFrom = 'loopback' } = this.options;
    const proven = adminSecret !== undefined && typeof given === 'string' && sameSecret(given, adminSecret);
    const allowedHere = adminSecretFrom === 'anywhere' || LOOPBACK.has(socket.remoteAddress ?? '');
    if (!proven || !allowedHere) throw unauthenticated('The admin secret is not valid here.');
    return LOCAL_ADMIN;
  }
}
