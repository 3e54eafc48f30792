import type { FastifyReply } from 'fastify';

/** Sends a table as a file. */
export function sendCsv(reply: FastifyReply, name: string, text: string): void {
  void reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name.replace(/[^a-z0-9-]+/gi, '-')}.csv"`)
    .header('cache-control', 'private, no-store')
    .send(text);
}
