import { Controller, Inject, Req, Res } from '@nestjs/common';
import { FindToken, IssueToken, RevokeToken } from '@stoa/contracts';
import { parsed } from '@stoa/http';
import { notFound, sha256 } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Dispatcher } from '../commands/dispatcher.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles } from './operation.decorator.ts';
import { commandClass, operations } from './operations.ts';
import { idIn } from './path-values.ts';
import { freshSecret, tokenText } from '../access/token.ts';

const NO_FIELDS = z.strictObject({});
const ALREADY_SHOWN = 'The token was shown when it was issued; revoke it and issue another one if it is lost.';

@Controller()
export class AccessController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('registerMember')
  register(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('registerMember', request, reply);
  }

  @Handles('changeRoles')
  changeRoles(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('changeRoles', request, reply);
  }

  /** The secret is made here and shown once; a repeat of the request finds the token issued and shows none. The answer waits until the token works. */
  @Handles('issueToken')
  async issue(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const secret = freshSecret();
    const data = () => ({ ...parsed(operations.issueToken.body, request.body ?? {}, '/'), secretHash: sha256(secret) });
    const answer = await this.dispatcher.run('issueToken', commandClass(IssueToken), data, request, reply);
    await this.dispatcher.ask(new FindToken({ tokenId: answer.id, after: answer.position }));
    if (!reply.hasHeader('idempotency-replayed')) return { ...answer, token: tokenText(answer.id, secret), hint: null };
    void reply.status(200);
    return { ...answer, token: null, hint: ALREADY_SHOWN };
  }

  /** Answers when the token no longer opens anything. */
  @Handles('revokeToken')
  async revoke(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const tokenId = idIn(request, 'tokenId');
    const record = await this.dispatcher.ask(new FindToken({ tokenId }));
    if (!record) throw notFound('token');
    const data = () => ({ ...parsed(NO_FIELDS, request.body ?? {}, '/'), memberId: record.memberId, tokenId });
    const answer = await this.dispatcher.run('revokeToken', commandClass(RevokeToken), data, request, reply);
    await this.dispatcher.ask(new FindToken({ tokenId, after: answer.position }));
    return answer;
  }
}
