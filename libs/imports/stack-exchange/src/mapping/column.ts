type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** A growing array of numbers in bare memory: what is known of millions of rows fits in a few bytes each. */
export class Column<A extends Numbers> {
  length = 0;

  constructor(private cells: A) {}

  push(value: number): void {
    if (this.length === this.cells.length) {
      const grown = new (this.cells.constructor as new (length: number) => A)(Math.max(1024, this.cells.length * 2));
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[this.length++] = value;
  }

  get(at: number): number {
    return this.cells[at]!;
  }

  set(at: number, value: number): void {
    this.cells[at] = value;
  }
}

export const bytes = () => new Column(new Uint8Array(0));
export const counts = () => new Column(new Uint32Array(0));
export const slots = () => new Column(new Int32Array(0));
export const numbers = () => new Column(new Float64Array(0));
