import { createHash } from 'node:crypto';
import type { HtmlSource } from '@stoa/kernel';
import type { Database, Statement } from '@stoa/sqlite';
import { Html } from '../control.entities.ts';
import { createOnce, openReadSide } from './sqlite-database.ts';

export interface MarkdownRenderer {
  /** Changes whenever the same Markdown may give other HTML. */
  readonly version: string;
  render(markdown: string): string | Promise<string>;
}

/** Keys are hashes, in no order that a larger cache of pages could make use of. */
const CACHE_KIB = 8 * 1024;

/** HTML by SHA-256 of the renderer's version and the Markdown, outside all generations: a rebuild renders nothing again. */
export class SqliteHtmlCache implements HtmlSource {
  private readonly db: Database;
  private readonly find: Statement<[Buffer], { html: string }>;
  private readonly keep: (entries: readonly (readonly [Buffer, string])[]) => void;
  hits = 0;
  misses = 0;

  private constructor(
    db: Database,
    private readonly renderer: MarkdownRenderer,
  ) {
    this.db = db;
    this.find = this.db.prepare('SELECT html FROM html WHERE hash = ?');
    const put = this.db.prepare('INSERT INTO html (hash, html) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.keep = this.db.transaction((entries: readonly (readonly [Buffer, string])[]) => {
      for (const [hash, html] of entries) put.run(hash, html);
    }).immediate;
  }

  static async open(file: string, renderer: MarkdownRenderer): Promise<SqliteHtmlCache> {
    const db = openReadSide(file, { cacheKiB: CACHE_KIB });
    await createOnce(db, [Html]);
    return new SqliteHtmlCache(db, renderer);
  }

  async render(markdown: readonly string[]): Promise<string[]> {
    const fresh: [Buffer, string][] = [];
    const html: string[] = [];
    for (const text of markdown) {
      const hash = createHash('sha256').update(this.renderer.version).update('\n').update(text).digest();
      const known = this.find.get(hash)?.html;
      const rendered = known ?? (await this.renderer.render(text));
      if (known === undefined) fresh.push([hash, rendered]);
      html.push(rendered);
    }
    this.hits += markdown.length - fresh.length;
    this.misses += fresh.length;
    if (fresh.length > 0) this.keep(fresh);
    return html;
  }

  close(): void {
    this.db.close();
  }
}
