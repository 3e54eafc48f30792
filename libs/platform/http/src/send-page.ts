import type { FastifyReply } from 'fastify';

/** What a page may load: the one stylesheet and nothing else; no script, no frame; forms to the site itself. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * Sends HTML with the headers of every page. Other sites learn no address of ours; our own do, since a browser that may name no referrer names no
 * Origin with a form either, and forms are only taken from our own pages.
 */
export function sendPage(reply: FastifyReply, page: string): void {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'same-origin')
    .send(page);
}
