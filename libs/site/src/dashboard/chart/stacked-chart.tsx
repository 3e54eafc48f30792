import type { VNode } from 'preact';
import { figure } from '../../words.ts';
import { shortLabel } from '../dates.ts';
import { ChartFrame, PLOT, type ChartSize } from './chart-frame.tsx';
import { scaleTo } from './scale.ts';

/** Counts of several groups per bucket, the first group at the bottom. */
export interface Stack {
  readonly bucket: string;
  readonly groups: readonly string[];
  readonly columns: readonly { readonly label: string; readonly counts: readonly number[] }[];
}

export const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Columns; hidden from screen readers like the line chart. */
export const StackedChart = ({ stack, size }: { stack: Stack; size: ChartSize }): VNode => {
  const { bucket, groups, columns } = stack;
  const scale = scaleTo(Math.max(0, ...columns.map(({ counts }) => totalOf(counts))), 'count');
  const height = size.height - PLOT.top - PLOT.bottom;
  const slot = (size.width - PLOT.left - PLOT.right) / Math.max(1, columns.length);
  const bar = Math.min(slot * 0.8, 48);
  const middle = (index: number) => round(PLOT.left + slot * (index + 0.5));
  const y = (value: number) => round(PLOT.top + height * (1 - value / scale.max));
  return (
    <ChartFrame size={size} scale={scale} unit="count" labels={columns.map(({ label }) => shortLabel(bucket, label))} x={middle}>
      {columns.map(({ label, counts }, index) => (
        <g class="column">
          {counts.map((count, group) => {
            const below = totalOf(counts.slice(0, group));
            return count === 0 ? null : (
              <rect
                class={`group-${group}`}
                x={round(middle(index) - bar / 2)}
                y={y(below + count)}
                width={round(bar)}
                height={round(y(below) - y(below + count))}
              >
                <title>{`${shortLabel(bucket, label)}, ${groups[group]}: ${figure(count)}`}</title>
              </rect>
            );
          })}
        </g>
      ))}
    </ChartFrame>
  );
};

const round = (value: number): number => Math.round(value * 10) / 10;
