import type { FastifyReply } from 'fastify';

/** What a page may load: the one stylesheet and nothing else; no script, no frame, no form. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Sends HTML with the content security policy of every page. */
export function sendPage(reply: FastifyReply, page: string): void {
  void reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(page);
}
