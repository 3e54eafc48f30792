/** The character of the digit 0. All that is written of numbers is printable ASCII. */
export const ZERO = '0'.charCodeAt(0);
/** A digit from here on says that another one follows. */
export const CONTINUED = 32;
/** As many characters as there are from the digit 0 on, printable and ASCII. */
const MARKS = 79;
const DIGITS = Array.from({ length: 2 * CONTINUED }, (_, digit) => String.fromCharCode(ZERO + digit));

/** An integer from 0 in digits of 32, the lowest first. */
export function numberText(value: number): string {
  if (value < CONTINUED) return DIGITS[value]!;
  let rest = value;
  let text = '';
  while (rest >= CONTINUED) {
    text += DIGITS[CONTINUED + (rest % CONTINUED)]!;
    rest = Math.floor(rest / CONTINUED);
  }
  return text + DIGITS[rest]!;
}

/** Reads a text from its start. Throws RangeError past its end, and where a digit is none. */
export class Cursor {
  at = 0;

  constructor(readonly text: string) {}

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** Goes on where the next character is this one. */
  skips(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  character(): string {
    return this.take(1);
  }

  take(length: number): string {
    this.pass(length);
    return this.text.slice(this.at - length, this.at);
  }

  pass(length: number): void {
    this.at += length;
    if (this.at > this.text.length) damaged();
  }

  number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= CONTINUED) {
      const digit = this.digit();
      if (digit < CONTINUED) return value + digit * unit;
      value += (digit - CONTINUED) * unit;
    }
  }

  digit(): number {
    const digit = this.mark();
    if (digit >= 2 * CONTINUED) damaged();
    return digit;
  }

  /** A digit, or one of the characters beyond the digits. */
  mark(): number {
    const mark = this.text.charCodeAt(this.at++) - ZERO;
    // NaN past the end.
    if (!(mark >= 0 && mark < MARKS)) damaged();
    return mark;
  }
}

export function damaged(): never {
  throw new RangeError('These are no packed counts.');
}
