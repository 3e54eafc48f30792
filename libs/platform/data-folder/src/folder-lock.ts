import { Sqlite, type Database } from '@stoa/sqlite';

/** A lock that dies with its process: a small SQLite file held in an exclusive transaction. */
export class FolderLock {
  private constructor(private readonly db: Database) {}

  /** Takes the lock, or gives undefined when another process has it. */
  static take(file: string): FolderLock | undefined {
    const db = new Sqlite(file, { timeout: 0 });
    try {
      db.pragma('journal_mode = DELETE');
      db.exec('BEGIN EXCLUSIVE');
      return new FolderLock(db);
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return undefined;
      throw error;
    }
  }

  /** Whether some process holds the lock now. */
  static isHeld(file: string): boolean {
    const lock = FolderLock.take(file);
    lock?.release();
    return lock === undefined;
  }

  release(): void {
    if (!this.db.open) return;
    this.db.exec('ROLLBACK');
    this.db.close();
  }
}
