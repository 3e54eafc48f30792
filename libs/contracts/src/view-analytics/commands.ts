import { command } from '@stoa/kernel';
import { z } from 'zod';
import { line } from '../vocabulary.ts';
import { ViewsImported, ViewsRecorded, importedCount } from './events.ts';
import { sha256Text } from './view-logs.ts';

/**
 * `name` names this import within its source: it then takes effect once, from any sender and under any key. With `replace` these are what the
 * source counts of these things now, 0 for nothing any more: what it had counted of them before is taken back. Without it they are added.
 */
export class ImportViews extends command(
  'ImportViews',
  ViewsImported.schema.omit({ shard: true, offset: true }).extend({
    name: line(120).optional(),
    replace: z.boolean().optional(),
    counts: z
      .array(importedCount.extend({ views: z.number().int().min(0).max(1e12) }))
      .min(1)
      .max(1000),
  }),
) {}

/** What an import of totals came to, in events. */
export interface ViewsImportOutcome {
  /** Those that were written now. */
  readonly imported: number;
  /** All that it stands for, by type, whether written now or by an earlier attempt. */
  readonly events: Readonly<Record<string, number>>;
}

/**
 * Facts of lines of an access log, in their order, judged by whoever read them: `from` and `to` are the bytes of its content, not compressed,
 * where the first begins and the last ends; `log` is the SHA-256 of its first line, `content` that of everything up to `to`. A batch that comes
 * again changes nothing.
 */
export class ImportViewLog extends command(
  'ImportViewLog',
  ViewsRecorded.schema.pick({ source: true, from: true, to: true, facts: true }).extend({ log: sha256Text, content: sha256Text }),
) {}

/**
 * Judges the facts of closed UTC days anew, from the first to the last of them: what changes is appended, and counted from then on. `dryRun`
 * only tells what would change. What has been restated already changes no more, so a command that was cut off is simply sent again.
 */
export class RestateViews extends command(
  'RestateViews',
  z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    rules: ViewsRecorded.schema.shape.rules,
    dryRun: z.boolean().default(false),
  }),
) {}
