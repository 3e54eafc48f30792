import { createHash } from 'node:crypto';
import type { HtmlSource } from '@stoa/kernel';
import type pg from 'pg';
import type { MarkdownRenderer } from '../../sqlite/sqlite-html-cache.ts';

/** HTML by SHA-256 of the renderer's version and the Markdown, shared by all processes and outside all generations. */
export class PostgresHtmlCache implements HtmlSource {
  constructor(
    private readonly pool: pg.Pool,
    private readonly renderer: MarkdownRenderer,
  ) {}

  async render(markdown: readonly string[]): Promise<string[]> {
    if (markdown.length === 0) return [];
    const hashes = markdown.map((text) => createHash('sha256').update(this.renderer.version).update('\n').update(text).digest());
    const { rows } = await this.pool.query<{ hash: Buffer; html: string }>({
      name: 'html',
      text: 'SELECT hash, html FROM stoa.html WHERE hash = ANY($1::bytea[])',
      values: [hashes],
    });
    const known = new Map(rows.map(({ hash, html }) => [hash.toString('hex'), html]));
    const fresh = new Map<string, [Buffer, string]>();
    const html: string[] = [];
    for (const [index, text] of markdown.entries()) {
      const hash = hashes[index] as Buffer;
      const name = hash.toString('hex');
      const found = known.get(name) ?? fresh.get(name)?.[1];
      const rendered = found ?? (await this.renderer.render(text));
      if (found === undefined) fresh.set(name, [hash, rendered]);
      html.push(rendered);
    }
    if (fresh.size > 0) await this.keep([...fresh.values()].sort(([one], [other]) => one.compare(other)));
    return html;
  }

  private async keep(entries: readonly (readonly [Buffer, string])[]): Promise<void> {
    await this.pool.query(
      'INSERT INTO stoa.html (hash, html) SELECT * FROM unnest($1::bytea[], $2::text[]) ON CONFLICT DO NOTHING',
      [entries.map(([hash]) => hash), entries.map(([, html]) => html)],
    );
  }
}
