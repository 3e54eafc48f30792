import { Inject, Injectable } from '@nestjs/common';
import { LOOKED_UP, NO_RATES, accepts, type RateName } from '@stoa/http';
import { Refusal, isAdmin } from '@stoa/kernel';
import { addressOf, networkOf } from '@stoa/visitors';
import type { FastifyReply } from 'fastify';
import { Credentials, type Bearer } from '../access/credentials.ts';
import { admit, ruleOf, type Rule } from '../access/rules.ts';
import { unauthenticated } from '../access/tokens.ts';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { KnownCredentials, credentialsDigest } from './known-credentials.ts';
import { RateLimited, RateLimiters, type Left } from './rate-limiters.ts';

/** Routes that say whether a process lives, and files that a page needs beside itself. */
const UNCOUNTED: ReadonlySet<string> = new Set(['live', 'ready', 'asset']);

/**
 * Decides before a body is read whether a request may go on: who sends it, whether the policy lets them, and whether they have not sent too
 * many. Admins, and with them imports, are not counted.
 */
@Injectable()
export class Admission {
  private readonly limiters: RateLimiters;
  private readonly known = new KnownCredentials();
  /** Cached: neither the policy nor the table of operations changes. */
  private readonly rules = new Map<string, Rule>();

  constructor(
    @Inject(Credentials) private readonly credentials: Credentials,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.limiters = new RateLimiters(options.rates ?? NO_RATES, options.sharedLimiter);
  }

  /** `name`: of the operation; undefined where there is none at this URL. */
  async admit(request: ApiRequest, reply: FastifyReply, name: string | undefined): Promise<void> {
    const rule = name === undefined ? undefined : this.ruleOf(name);
    try {
      if (rule?.by === 'bearer') await this.admitBearer(rule, request, reply);
      else if (!rule || !UNCOUNTED.has(rule.name)) await this.count(reply, 'requests', this.networkOf(request));
      if (rule) request.admitted = rule.name;
    } catch (error) {
      if (error instanceof RateLimited) tell(reply.header('retry-after', String(error.left.seconds)), error.left);
      throw error;
    }
  }

  private async admitBearer(rule: Rule, request: ApiRequest, reply: FastifyReply): Promise<void> {
    const { accept } = request.headers;
    if (!accepts(accept, 'application/json') && !(rule.csv && accepts(accept, 'text/csv')))
      throw new Refusal('not-acceptable', `This is available as application/json${rule.csv ? ' and text/csv' : ''} only.`);
    const bearer = Credentials.areIn(request) ? await this.identified(request) : undefined;
    const principal = bearer?.principal;
    if (!principal && !UNCOUNTED.has(rule.name)) await this.count(reply, 'requests', this.networkOf(request));
    if (!principal && rule.access !== 'public') throw unauthenticated('Send a bearer token.');
    if (!bearer || !principal) return;
    admit(rule.access, (request.principal = principal));
    if (rule.writes) this.credentials.refuseSuspended(bearer);
    if (isAdmin(principal) || !rule.writes) return;
    await this.count(reply, 'writes', principal.memberId);
    if (rule.content) await this.count(reply, 'content', principal.memberId);
  }

  /**
   * Wrong tokens of an address keep no right one out: who has used up its tries is told to wait, and its tokens are looked up all the same. Only far beyond
   * that, and for the admin secret, which may be short enough to be guessed, nothing is looked at but what was right before.
   */
  private async identified(request: ApiRequest): Promise<Bearer | undefined> {
    const network = this.networkOf(request);
    const times = 'stoa-admin-secret' in request.headers ? 1 : LOOKED_UP;
    const digest = credentialsDigest(request);
    if (!this.known.has(digest)) await this.limiters.refuseExhausted('wrong-tokens', network, times);
    try {
      const bearer = await this.credentials.bearerOf(request);
      this.known.add(digest);
      return bearer;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') {
        this.known.remove(digest);
        await this.limiters.take('wrong-tokens', network);
      }
      throw error;
    }
  }

  private ruleOf(name: string): Rule {
    const rule = this.rules.get(name) ?? ruleOf(name);
    this.rules.set(name, rule);
    return rule;
  }

  private async count(reply: FastifyReply, name: RateName, key: string): Promise<void> {
    const left = await this.limiters.take(name, key);
    if (left) tell(reply, left);
  }

  private networkOf({ headers, socket }: ApiRequest): string {
    const { trusted } = this.options.views;
    return networkOf(addressOf({ socket: socket.remoteAddress, forwarded: headers['x-forwarded-for'], trusted }));
  }
}

/** The fields of the IETF's draft "RateLimit header fields for HTTP", version 10; several rates are one list. */
function tell(reply: FastifyReply, { name, rate, points, seconds }: Left): void {
  add(reply, 'ratelimit-policy', `"${name}";q=${rate.points};w=${rate.seconds}`);
  add(reply, 'ratelimit', `"${name}";r=${points};t=${seconds}`);
}

function add(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field);
  reply.header(field, before === undefined ? item : `${String(before)}, ${item}`);
}
