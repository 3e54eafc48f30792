import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** Numbers things in the order in which they first come, by a key that says which are the same. */
export class Numbering<T> {
  readonly items: T[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly keyOf: (item: T) => string) {}

  of(item: T): number {
    const key = this.keyOf(item);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.items.push(item) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

/** Texts by number: 0 stands for null. */
export class TextNumbers {
  private readonly texts = new Numbering<string>((text) => text);

  of(text: string | null): number {
    return text === null ? 0 : this.texts.of(text) + 1;
  }

  write(out: ByteWriter): void {
    out.integer(this.texts.items.length);
    for (const text of this.texts.items) out.text(text);
  }
}

/** Reads the texts of a batch; the result looks one up by its number. */
export function readTexts(input: ByteReader): { nullable(number: number): string | null; text(number: number): string } {
  const texts = Array.from({ length: input.count() }, () => input.text());
  const text = (number: number) => {
    const found = texts[number - 1];
    if (found === undefined) throw new RangeError(`The batch has no text ${number}.`);
    return found;
  };
  return { text, nullable: (number) => (number === 0 ? null : text(number)) };
}
