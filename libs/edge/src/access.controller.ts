import { Controller, Inject, Req, Res } from '@nestjs/common';
import { FindToken, IssueToken, RevokeToken } from '@stoa/contracts';
import { parsed } from '@stoa/http';
import { notFound, sha256, type CommandClass } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { Dispatcher, bodyOf } from './dispatcher.ts';
import type { EdgeRequest } from './edge-request.ts';
import { Handles } from './operation.decorator.ts';
import { operations } from './operations.ts';
import { freshSecret, tokenText } from './token.ts';

@Controller()
export class AccessController {
  constructor(@Inject(Dispatcher) private readonly dispatcher: Dispatcher) {}

  @Handles('registerMember')
  register(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('registerMember', request, reply);
  }

  @Handles('changeRoles')
  changeRoles(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('changeRoles', request, reply);
  }

  /** The secret is made here and shown once; a repeat of the request finds the token issued and shows none. The answer waits until the token works. */
  @Handles('issueToken')
  async issue(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const body = bodyOf(request);
    const wanted = parsed(operations.issueToken.body, body, '/');
    const secret = freshSecret();
    const secretHash = sha256(secret);
    const answer = await this.dispatcher.run('issueToken', IssueToken as unknown as CommandClass, { ...wanted, secretHash }, body, request, reply);
    await this.dispatcher.ask(new FindToken(answer.id, answer.position));
    return { ...answer, token: reply.hasHeader('idempotency-replayed') ? null : tokenText(answer.id, secret) };
  }

  @Handles('revokeToken')
  async revoke(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const tokenId = request.params['tokenId']!;
    const record = await this.dispatcher.ask(new FindToken(tokenId));
    if (!record) throw notFound('token');
    const data = { memberId: record.memberId, tokenId };
    const answer = await this.dispatcher.run('revokeToken', RevokeToken as unknown as CommandClass, data, {}, request, reply);
    await this.dispatcher.ask(new FindToken(tokenId, answer.position));
    return answer;
  }
}
