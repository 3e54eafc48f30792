import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** What a page may load: the site's stylesheets and images; no script, no frame; forms to the site itself. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Names the scripts of one response; nobody can guess it, so that no other script runs. */
export const freshNonce = (): string => randomBytes(16).toString('base64url');

const policyOf = (nonce: string | undefined): string =>
  nonce === undefined ? PAGE_POLICY : `${PAGE_POLICY}; script-src 'nonce-${nonce}'; connect-src 'self'`;

/**
 * Sends HTML with the headers of every page. Other sites learn no address of ours; our own do, since a browser that may name no referrer names no
 * Origin with a form either, and forms are only taken from our own pages. `nonce`: of the page's scripts, which may then ask the site itself.
 */
export function sendPage(reply: FastifyReply, page: string, nonce?: string): void {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(nonce))
    .header('referrer-policy', 'same-origin')
    .send(page);
}
