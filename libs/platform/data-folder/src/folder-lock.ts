import { Sqlite, UnusableFile, namingFile, type Database } from '@stoa/sqlite';

/** A lock that dies with its process: a small SQLite file held in an exclusive transaction. */
export class FolderLock {
  private constructor(private readonly db: Database) {}

  /** Takes the lock, or gives undefined when another process has it. */
  static take(file: string): FolderLock | undefined {
    const db = namingFile(file, () => new Sqlite(file, { timeout: 0 }));
    try {
      db.pragma('journal_mode = DELETE');
      db.exec('BEGIN EXCLUSIVE');
      return new FolderLock(db);
    } catch (error) {
      db.close();
      if (isBusy(error)) return undefined;
      throw new UnusableFile(file, error);
    }
  }

  /** Whether some process holds the lock now; needs no right to write. */
  static isHeld(file: string): boolean {
    const db = namingFile(file, () => new Sqlite(file, { timeout: 0, readonly: true }));
    try {
      db.pragma('schema_version');
      return false;
    } catch (error) {
      if (isBusy(error)) return true;
      throw new UnusableFile(file, error);
    } finally {
      db.close();
    }
  }

  release(): void {
    if (!this.db.open) return;
    this.db.exec('ROLLBACK');
    this.db.close();
  }
}

const isBusy = (error: unknown): boolean => (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false;
