import type { VNode } from 'preact';
import { shortLabel } from '../dates.ts';
import { measured, METRICS } from '../metrics.ts';
import { ChartFrame, PLOT, type ChartSize } from './chart-frame.tsx';
import { scaleTo } from './scale.ts';
import { largestOf, type Point, type Series } from './series.ts';

/** A line over an area, the period before as a dashed line. Hidden from screen readers: the table beside it says the same. */
export const LineChart = ({ series, size }: { series: Series; size: ChartSize }): VNode => {
  const { metric, bucket, points, compared } = series;
  const scale = scaleTo(largestOf(series), METRICS[metric].unit);
  const width = size.width - PLOT.left - PLOT.right;
  const height = size.height - PLOT.top - PLOT.bottom;
  const x = (index: number) => round(PLOT.left + (points.length === 1 ? width / 2 : (index * width) / (points.length - 1)));
  const y = (value: number) => round(PLOT.top + height * (1 - value / scale.max));
  const lineOf = (value: (point: Point) => number | null) => pathOf(points.map(value), x, y);
  const labels = points.map(({ label }) => shortLabel(bucket, label));
  return (
    <ChartFrame size={size} scale={scale} unit={METRICS[metric].unit} labels={labels} x={x}>
      <path class="area" d={areaOf(points, x, y)} />
      {compared && <path class="before" d={lineOf(({ before }) => before)} />}
      <path class="line" d={lineOf(({ value }) => value)} />
      {points.map((point, index) => (
        <g class="point">
          <rect x={round(x(index) - width / points.length / 2)} y={PLOT.top} width={round(width / points.length)} height={height}>
            <title>{pointInWords(series, point)}</title>
          </rect>
          {point.value !== null && (
            <circle cx={x(index)} cy={y(point.value)} r="3.5" class={points.length === 1 ? 'lone' : undefined} />
          )}
        </g>
      ))}
    </ChartFrame>
  );
};

const round = (value: number): number => Math.round(value * 10) / 10;

function pointInWords({ metric, bucket }: Series, { label, value, before, beforeLabel }: Point): string {
  const text = `${shortLabel(bucket, label)}: ${measured(metric, value)}`;
  return before === null
    ? text
    : `${text} (before${beforeLabel ? `, ${shortLabel(bucket, beforeLabel)}` : ''}: ${measured(metric, before)})`;
}

/** Where there is no value the line is broken. */
function pathOf(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let broken = true;
  return values
    .map((value, index) => {
      if (value === null) {
        broken = true;
        return '';
      }
      const step = `${broken ? 'M' : 'L'}${x(index)} ${y(value)}`;
      broken = false;
      return step;
    })
    .join('');
}

/** Down to the axis at both ends of each unbroken stretch. */
function areaOf(points: readonly Point[], x: (index: number) => number, y: (value: number) => number): string {
  let path = '';
  points.forEach(({ value }, index) => {
    if (value === null) return;
    if ((points[index - 1]?.value ?? null) === null) path += `M${x(index)} ${y(0)}`;
    path += `L${x(index)} ${y(value)}`;
    if ((points[index + 1]?.value ?? null) === null) path += `L${x(index)} ${y(0)}Z`;
  });
  return path;
}
