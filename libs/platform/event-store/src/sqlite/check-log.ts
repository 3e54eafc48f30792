import { pageProblems, type Database } from '@stoa/sqlite';
import { EventRows } from './event-rows.ts';
import { isSealed, openEventFile } from './event-table.ts';
import { damageIn } from './log-damaged.ts';
import { gapInStream } from './row-checks.ts';

export interface LogCheck {
  readonly phase: 'pages' | 'events' | 'streams';
  readonly done: number;
  readonly of: number;
}

export interface FoundDamage {
  readonly what: string;
  /** Number of the row, and of the last one of several in a row that have the same damage. */
  readonly row?: number | undefined;
  readonly through?: number | undefined;
  readonly stream?: string | undefined;
}

export interface LogFindings {
  /** Number of the last row. */
  readonly head: number;
  /** Whether rows have checksums; those of a former release have none until it is opened for writing. */
  readonly sealed: boolean;
  readonly damages: readonly FoundDamage[];
  /** Whether there is more of it than `damages` holds. */
  readonly more: boolean;
}

/** Damages that are listed. */
const MOST = 100;
const STRETCH = 1000;

/**
 * Checks all of a log's file, a stretch at each step: SQLite's pages and indexes, every row's checksums, positions and revisions. Reads
 * only; throws where the file cannot be opened.
 */
export function* checkLog(file: string): Generator<LogCheck, LogFindings> {
  const db = openEventFile(file, { readOnly: true });
  const found = new Damages();
  try {
    const rows = new EventRows(db);
    const head = rows.last();
    yield { phase: 'pages', done: 0, of: head };
    for (const problem of pageProblems(db, 'integrity_check', MOST)) found.add({ what: `SQLite finds: ${problem}` });
    yield* checkRows(rows, head, found);
    yield* checkStreams(db, head, found);
    return { head, sealed: isSealed(db), damages: found.listed, more: found.more };
  } finally {
    db.close();
  }
}

function* checkRows(rows: EventRows, head: number, found: Damages): Generator<LogCheck> {
  for (let from = 0; from < head && !found.more;) {
    const end = Math.min(from + STRETCH, head);
    const damage = rows.firstDamage(from, end);
    if (damage) found.add({ what: damage.what, row: damage.row, stream: damage.stream });
    from = damage?.row ?? end;
    yield { phase: 'events', done: from, of: head };
  }
}

/** By the index of streams, which `integrity_check` has compared with the rows. */
function* checkStreams(db: Database, head: number, found: Damages): Generator<LogCheck> {
  const inStreams = db.prepare('SELECT position, stream, revision FROM event ORDER BY stream, revision').raw();
  let [stream, revision, done] = ['', -1, 0];
  try {
    for (const row of inStreams.iterate() as Iterable<[number, string, number]>) {
      if (row[1] !== stream) [stream, revision] = [row[1], -1];
      const damage = gapInStream(revision, row);
      if (damage) found.add({ what: damage.what, row: damage.row, stream });
      revision = row[2];
      if (++done % STRETCH === 0) yield { phase: 'streams', done, of: head };
    }
  } catch (error) {
    const damage = damageIn(error);
    if (!damage) throw error;
    found.add({ what: damage.what });
  }
}

/** What was found, neighbours of one kind as one. */
class Damages {
  readonly listed: FoundDamage[] = [];
  more = false;
  private kind = '';

  add(damage: FoundDamage): void {
    const kind = damage.what.replace(/\d+/g, '');
    const last = this.listed.at(-1);
    const follows = damage.row !== undefined && damage.row === (last?.through ?? last?.row ?? NaN) + 1;
    if (last && follows && kind === this.kind) this.listed[this.listed.length - 1] = { ...last, through: damage.row };
    else if (this.listed.length < MOST) this.listed.push(damage);
    else this.more = true;
    this.kind = kind;
  }
}
