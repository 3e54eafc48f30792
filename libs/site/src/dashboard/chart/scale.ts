import type { Unit } from '../metrics.ts';

export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

const MOST_TICKS = 4;
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 36_000];

/** From zero to a round number at or above the largest value, with at most five ticks; counts have whole ones. */
export function scaleTo(largest: number, unit: Unit): Scale {
  const step = stepFor(Math.max(largest, 0) / MOST_TICKS, unit);
  const steps = Math.max(1, Math.ceil(largest / step - 1e-9));
  return { max: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => round(index * step)) };
}

function stepFor(least: number, unit: Unit): number {
  if (unit === 'seconds') return CLOCK_STEPS.find((step) => step >= least) ?? decimalStep(least);
  if (unit === 'share') return Math.max(0.01, decimalStep(least));
  const step = decimalStep(least);
  return unit === 'count' ? Math.max(1, Math.ceil(step)) : Math.max(0.1, step);
}

/** 1, 2 or 5 and zeros. */
function decimalStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}

const round = (value: number): number => Number(value.toPrecision(12));

/** Which of so many labels are written, so that at most `most` are: each second, third, … beginning with the first. */
export function labelled(
  length: number,
  most: number,
  steps: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 30],
): number[] {
  const least = Math.ceil(length / most);
  const step = steps.find((one) => one >= least) ?? least;
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}
