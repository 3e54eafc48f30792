import type { Database } from 'better-sqlite3';
import { UnusableFile, namingFile } from './naming-file.ts';
import { Sqlite } from './sqlite.ts';

/** What SQLite's own checks find wrong with a file, at most so many sentences. `quick_check` leaves out indexes. */
export function pageProblems(db: Database, check: 'quick_check' | 'integrity_check', most: number): string[] {
  try {
    const lines = db.pragma(`${check}(${most})`) as Record<string, string>[];
    return lines.map((line) => String(Object.values(line)[0])).filter((line) => line !== 'ok');
  } catch (error) {
    return [(error as Error).message];
  }
}

/** All of a file, opened for reading. */
export function fileProblems(file: string, most: number): string[] {
  try {
    const db = namingFile(file, () => new Sqlite(file, { readonly: true, timeout: 5000 }));
    try {
      return pageProblems(db, 'integrity_check', most);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof UnusableFile) return [error.message];
    throw error;
  }
}
