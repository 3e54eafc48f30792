const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const numberFormat = new Intl.NumberFormat('en-US');

/** A UTC day (`2026-06-23`) in words: 23 June 2026. */
export const dayInWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`));

export const figure = (count: number): string => numberFormat.format(count);

/** A number with thousands apart and its word in the right number: `1,298 views`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

export function ratingsInWords({ helpful, notHelpful }: { helpful: number; notHelpful: number }): string {
  const total = helpful + notHelpful;
  return total === 0 ? 'not rated yet' : `${figure(helpful)} of ${figure(total)} found it helpful`;
}
