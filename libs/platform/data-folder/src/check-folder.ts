import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { checkLog, type FoundDamage, type LogFindings } from '@stoa/event-store/sqlite';
import { Refusal } from '@stoa/kernel';
import { UnusableFile, fileProblems } from '@stoa/sqlite';
import { filesOf, namesOf, type FolderFiles } from './data-folder.ts';
import { knownFormat } from './folder-format.ts';
import { logStateIn } from './log-state.ts';
import { openToOthers } from './owner-only.ts';
import { readableCopy } from './readable-copy.ts';

export interface Problem {
  /** Within the folder. */
  readonly file: string;
  readonly what: string;
  /** Of the first event that it concerns, and of the last one where there are several. */
  readonly position?: string;
  readonly through?: string;
  readonly stream?: string;
  /** What to do. */
  readonly remedy: string;
}

export interface CheckProgress {
  readonly phase: string;
  readonly done: number;
  readonly of: number;
}

export interface FolderFindings {
  /** Undefined where the log cannot be opened. */
  readonly log: LogFindings | undefined;
  readonly problems: readonly Problem[];
  /** Files that were checked, within the folder. */
  readonly checked: readonly string[];
}

/** Problems that are listed of one file. */
const MOST = 10;
const padded = (row: number) => String(row).padStart(16, '0');

/** Checks every file of a data folder, a stretch at each step. Changes nothing, and needs no lock: a server may hold it. */
export function* checkFolder(folder: string): Generator<CheckProgress, FolderFindings> {
  const path = resolve(folder);
  const files = filesOf(path);
  if (!existsSync(files.events)) throw new Refusal('not-found', `${path} is not a data folder of Stoa: it has no events.sqlite.`);
  knownFormat(path);
  const problems = openEntries(path, files);
  const copy = readableCopy(path, files, [files.viewFacts, files.htmlCache]);
  try {
    const readable = copy ? filesOf(copy.path) : files;
    const log = yield* logOf(readable, files, problems);
    const others = [...generationsIn(readable), readable.viewFacts, readable.htmlCache].filter((file) => existsSync(file));
    const checked = ['events.sqlite'];
    for (const [done, file] of others.entries()) {
      const name = relative(copy?.path ?? path, file);
      yield { phase: `pages of ${name}`, done, of: others.length };
      checked.push(name);
      problems.push(...fileProblems(file, MOST).map((what) => ({ file: name, what, remedy: remedyOf(name) })));
    }
    return { log, problems, checked };
  } finally {
    copy?.discard();
  }
}

function* logOf(
  readable: FolderFiles,
  files: FolderFiles,
  problems: Problem[],
): Generator<CheckProgress, LogFindings | undefined> {
  let log: LogFindings;
  try {
    log = yield* checkLog(readable.events);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    problems.push({ file: 'events.sqlite', what: error.message, remedy: 'Restore it from a backup.' });
    return undefined;
  }
  problems.push(...log.damages.map((damage) => problemOf(damage, log.damages)));
  const left = logStateIn(files.logState);
  const end = left?.state === 'closed' ? Number(left.head) : 0;
  if (end > log.head)
    problems.push({
      file: 'events.sqlite',
      what: `The log ends at position ${log.head}, and ended at ${end} when it was closed: its last events are gone, or it is an older backup`,
      position: padded(log.head),
      remedy: 'Restore a newer backup. Where this one was meant, start the server, and rebuild read models that are beyond it.',
    });
  return log;
}

function problemOf({ what, row, through, stream }: FoundDamage, all: readonly FoundDamage[]): Problem {
  const first = Math.min(...all.map((damage) => damage.row ?? Infinity));
  const whole = first === Infinity ? 0 : first - 1;
  const copy =
    whole > 0 ? ` Without one, copy what is whole: npx stoa events copy --until ${padded(whole)} --to <new folder>.` : '';
  return {
    file: 'events.sqlite',
    what,
    ...(row !== undefined && { position: padded(row) }),
    ...(through !== undefined && { through: padded(through) }),
    ...(stream !== undefined && { stream }),
    remedy: `Stop the server and restore events.sqlite from a backup.${copy}`,
  };
}

function openEntries(path: string, files: FolderFiles): Problem[] {
  return openToOthers(path, namesOf(files)).map((entry) => ({
    file: relative(path, entry.path) || '.',
    what: `Other users may use it: its mode is ${(entry.mode & 0o777).toString(8)}`,
    remedy: 'Take it from them (chmod go=); a start of the server does so too.',
  }));
}

const generationsIn = ({ readModels }: FolderFiles): string[] =>
  existsSync(readModels)
    ? readdirSync(readModels, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.sqlite'))
        .map((name) => join(readModels, name))
        .sort()
    : [];

function remedyOf(file: string): string {
  const [folder, projection] = file.split('/');
  if (file === 'read-models/control.sqlite')
    return 'Stop the server and delete the folder read-models; the next start builds it.';
  if (folder === 'read-models') return `Build it again from the log: npx stoa projections rebuild ${projection}.`;
  if (file === 'html-cache.sqlite') return 'Stop the server and delete it; it is made anew.';
  return 'Stop the server and move it away; views that it held and that were not sealed yet are lost.';
}
