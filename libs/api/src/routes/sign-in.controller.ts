import { Body, Controller, Inject, Query, Req, Res } from '@nestjs/common';
import type { TokenRecord } from '@stoa/contracts';
import { sendPage } from '@stoa/http';
import { isRefusal } from '@stoa/kernel';
import { signInHtml } from '@stoa/site';
import type { FastifyReply } from 'fastify';
import { nextPath } from '../access/next-path.ts';
import { ownOrigin } from '../access/own-origin.ts';
import { Reader } from '../access/reader.decorator.ts';
import { noSessionCookies, sessionCookie } from '../access/session-cookie.ts';
import { Sessions, type SignedIn } from '../access/sessions.ts';
import { Tokens } from '../access/tokens.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { BodyOf, QueryOf } from './operations.ts';

/** Sessions of readers: they begin with a token and end with it, at the latest after twelve hours. */
@Controller()
export class SignInController {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Public()
  @Handles('signInPage')
  page(@Query() { next }: QueryOf<'signInPage'>, @Reader() reader: SignedIn | undefined, @Res() reply: FastifyReply): void {
    sendPage(reply, signInHtml({ next: nextPath(next) }, reader));
  }

  /** Every token that opens nothing is refused alike. */
  @Public()
  @Handles('signIn')
  async signIn(
    @Body() { token, next }: BodyOf<'signIn'>,
    @Req() { headers, reader }: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = await this.tokens.ofText(token.trim()).catch(refused);
    if (!record) {
      void reply.status(401).header('www-authenticate', 'Bearer realm="stoa"');
      sendPage(reply, signInHtml({ next: nextPath(next), refused: true }, reader));
      return;
    }
    void reply.header('set-cookie', sessionCookie(this.sessions.begin(record), ownOrigin(headers)));
    goTo(reply, nextPath(next));
  }

  @Public()
  @Handles('signOut')
  signOut(@Body() _form: BodyOf<'signOut'>, @Req() { headers }: ApiRequest, @Res() reply: FastifyReply): void {
    void reply.header('set-cookie', noSessionCookies(ownOrigin(headers)));
    goTo(reply, '/');
  }
}

function refused(error: unknown): TokenRecord | undefined {
  if (isRefusal(error) && error.code === 'unauthenticated') return undefined;
  throw error;
}

const goTo = (reply: FastifyReply, path: string): void => void reply.status(303).header('location', path).send();
