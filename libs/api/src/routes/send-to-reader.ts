import { createHash } from 'node:crypto';
import { sendPage } from '@stoa/http';
import type { FastifyReply } from 'fastify';

/** A page for everybody may be kept, and is asked for again each time; who has a session gets another one. */
export const revalidated = (reply: FastifyReply, tag: string): FastifyReply =>
  reply.header('etag', `"${tag}"`).header('cache-control', 'public, no-cache').header('vary', 'cookie');

/** Sends a page that is one reader's: nothing keeps it, and it has no tag by which it could be taken for another's. `nonce`: of its scripts. */
export function sendPrivate(reply: FastifyReply, page: string, nonce?: string): void {
  sendPage(reply.header('cache-control', 'private, no-store'), page, nonce);
}

/** Sends a page for everybody with a tag of its content; 304 where the client holds it. */
export function sendTagged(reply: FastifyReply, held: readonly string[], page: string): void {
  const tag = createHash('sha256').update(page).digest('base64url').slice(0, 22);
  void revalidated(reply, tag);
  if (held.includes(tag) || held.includes('*')) void reply.status(304).send();
  else sendPage(reply, page);
}
