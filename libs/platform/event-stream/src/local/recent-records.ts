import type { StreamRecord } from '@stoa/kernel';

const MAX_RECORDS = 2_000;
const MAX_BYTES = 2 * 1024 * 1024;

/** The last records of a partition, so that consumers that keep up need not read them from disk; bounded by number and bytes. */
export class RecentRecords {
  private readonly records: StreamRecord[] = [];
  private bytes = 0;

  add(records: readonly StreamRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      this.bytes += record.value.length;
    }
    let over = 0;
    while (this.records.length - over > MAX_RECORDS || this.bytes > MAX_BYTES) this.bytes -= this.records[over++]!.value.length;
    this.records.splice(0, over);
  }

  /** Records from this offset on; undefined where it is no longer in memory. */
  from(offset: bigint, count: number): readonly StreamRecord[] | undefined {
    const first = this.records[0]?.offset;
    if (first === undefined || offset < first) return undefined;
    const index = Number(offset - first);
    return this.records.slice(index, index + count);
  }

  forget(before: bigint): void {
    const first = this.records[0]?.offset;
    if (first === undefined || before <= first) return;
    for (const { value } of this.records.splice(0, Number(before - first))) this.bytes -= value.length;
  }
}
