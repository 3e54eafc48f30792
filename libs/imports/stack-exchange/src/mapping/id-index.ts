import { numbers } from './column.ts';

/** Slots 0, 1, 2 … of ids. Dumps list their rows by ascending id, which costs eight bytes each; what comes out of order is kept in a map. */
export class IdIndex {
  private readonly ascending = numbers();
  private readonly slotOf = numbers();
  private readonly others = new Map<number, number>();
  size = 0;

  /** The new id's slot, or -1 where the id is there already. */
  add(id: number): number {
    if (this.find(id) >= 0) return -1;
    const last = this.ascending.length - 1;
    if (last < 0 || id > this.ascending.get(last)) {
      this.ascending.push(id);
      this.slotOf.push(this.size);
    } else {
      this.others.set(id, this.size);
    }
    return this.size++;
  }

  /** The slot of an id, or -1. */
  find(id: number): number {
    for (let low = 0, high = this.ascending.length - 1; low <= high;) {
      const middle = (low + high) >> 1;
      const found = this.ascending.get(middle);
      if (found === id) return this.slotOf.get(middle);
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return this.others.get(id) ?? -1;
  }
}
