import { Body, Controller, Inject, Param, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  FindToken,
  GetMember,
  IssueToken,
  ReinstateMember,
  RevokeToken,
  SuspendMember,
  type MemberResource,
  type TokenRecord,
} from '@stoa/contracts';
import { notFound, sha256, type CommandContext, type Outcome } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { freshSecret, tokenText } from '../access/token.ts';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import { CommandData } from '../commands/command-data.decorator.ts';
import { RequestContext } from '../commands/request-context.decorator.ts';
import { Handles } from './operation.decorator.ts';
import type { BodyOf } from './operations.ts';

const ALREADY_SHOWN = 'The token was shown when it was issued; revoke it and issue another one if it is lost.';

@Controller()
export class AccessController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Handles('getMember')
  member(@Param('memberId') memberId: string): Promise<MemberResource> {
    return this.queries.execute(new GetMember({ memberId, now: nowOf(this.options).toISOString() }));
  }

  /** Responds when the member can no longer write. */
  @Handles('suspendMember')
  async suspend(@CommandData() data: SuspendMember['data'], @RequestContext() context: CommandContext) {
    return this.inForce(await this.dispatch(new SuspendMember(data, context)));
  }

  /** Responds when the member can write again. */
  @Handles('reinstateMember')
  async reinstate(@CommandData() data: ReinstateMember['data'], @RequestContext() context: CommandContext) {
    return this.inForce(await this.dispatch(new ReinstateMember(data, context)));
  }

  /** The secret is generated here and shown once; a repeat of the request finds the token issued and shows none. Responds when the token works. */
  @Handles('issueToken')
  async issue(
    @Body() body: BodyOf<'issueToken'>,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const secret = freshSecret();
    const outcome = await this.dispatch(new IssueToken({ ...body, secretHash: sha256(secret) }, context));
    await this.record(outcome.id, outcome.position);
    if (!outcome.repeated) return { ...outcome, token: tokenText(outcome.id, secret), hint: null };
    void reply.status(200);
    return { ...outcome, token: null, hint: ALREADY_SHOWN };
  }

  /** Responds when the token no longer works. */
  @Handles('revokeToken')
  async revoke(
    @Param('tokenId') tokenId: string,
    @Body() _body: BodyOf<'revokeToken'>,
    @RequestContext() context: CommandContext,
  ) {
    const record = await this.record(tokenId);
    if (!record) throw notFound('token');
    const outcome = await this.dispatch(new RevokeToken({ memberId: record.memberId, tokenId }, context));
    await this.record(tokenId, outcome.position);
    return outcome;
  }

  /** Waits until what is known of tokens has seen an outcome. */
  private async inForce<O extends Outcome & { id: string }>(outcome: O): Promise<O> {
    await this.record(outcome.id, outcome.position);
    return outcome;
  }

  private dispatch(command: IssueToken | RevokeToken | SuspendMember | ReinstateMember): Promise<Outcome & { id: string }> {
    return this.commands.execute(command);
  }

  private record(tokenId: string, after?: string): Promise<TokenRecord | undefined> {
    return this.queries.execute(new FindToken({ tokenId, after }));
  }
}
