import type { ImportItem, ImportedPart } from '@stoa/contracts';

/** A server to import through, instead of a local store. All requests are idempotent. */
export interface ImportGateway {
  /** Sends a batch of items, as the JSON text of a body of `POST /v1/imports/{source}/batches`; how many events were written now. */
  batch(source: string, body: string): Promise<{ imported: number; changes: Readonly<Record<string, number>> }>;
  /** A part of what was imported from a source, from a position of the log on. */
  imported(source: string, from: string): Promise<ImportedPart>;
  /**
   * Sends totals of views, as a body of `POST /v1/imports/views`, with the import's id for correlation; how many events were written now, and which
   * ones these totals came to.
   */
  views(body: object, importId: string): Promise<{ imported: number; events: Readonly<Record<string, number>> }>;
}

/** Bytes of a batch: a request may have 512 KiB. */
export const BATCH_BYTES = 480 * 1024;

/** Items that are put together until a batch is full. */
export class Batch {
  private readonly texts: string[] = [];
  private bytes = 0;

  constructor(
    private readonly fingerprint: string,
    private readonly mostItems: number,
  ) {}

  get isEmpty(): boolean {
    return this.texts.length === 0;
  }

  /** False where it does not fit in any more; an empty batch takes whatever comes. */
  add(item: ImportItem): boolean {
    const text = JSON.stringify(item);
    const bytes = Buffer.byteLength(text) + 1;
    if (!this.isEmpty && (this.texts.length >= this.mostItems || this.bytes + bytes > BATCH_BYTES)) return false;
    this.texts.push(text);
    this.bytes += bytes;
    return true;
  }

  body(): string {
    return `{"fingerprint":"${this.fingerprint}","items":[${this.texts.join(',')}]}`;
  }
}
