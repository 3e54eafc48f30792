const LONE_SURROGATE = /\p{Surrogate}/gu;
// What the contracts refuse in a line of text.
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const STACKED = /(\p{Mark}{8})\p{Mark}+/gu;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * A line of text as the contracts accept it: NFC, trimmed, at most `max` code points, `fallback` where nothing is to be seen.
 * `onChange` hears when more was changed than the contracts themselves do.
 */
export function cleanLine(text: string, max: number, fallback: string, onChange: () => void): string {
  const normal = text.normalize('NFC').trim();
  let clean = normal.replace(LONE_SURROGATE, '\ufffd').replace(CONTROL, ' ').replace(STACKED, '$1').trim();
  if (clean.length > max) clean = [...clean].slice(0, max).join('').trim();
  if (!VISIBLE.test(clean)) clean = fallback;
  if (clean !== normal) onChange();
  return clean;
}

export const isVisible = (text: string): boolean => VISIBLE.test(text);
