/**
 * How many rounds a campaign of kills, faults or seeds has: the number that its variable names, else `full` where STOA_CAMPAIGNS=full asks
 * for it, else `small`, with which every change is checked.
 */
export function rounds(variable: string, { small, full }: { small: number; full: number }): number {
  const asked = process.env[variable];
  if (asked === undefined) return process.env['STOA_CAMPAIGNS'] === 'full' ? full : small;
  const count = Number(asked);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${variable} must be a whole number of at least 1, not ${asked}`);
  return count;
}
