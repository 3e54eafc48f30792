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

const oneDigit = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A share from 0 to 1 with one digit: 12.3%. */
export const percentage = (share: number): string => `${oneDigit.format(share * 100)}%`;

export const decimal = (value: number): string => oneDigit.format(value);

/** Seconds as 45s, 1m 5s or 2h 3m. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${whole % 60}s`;
  const minutes = Math.round(whole / 60);
  return `${figure(Math.floor(minutes / 60))}h ${minutes % 60}m`;
}
