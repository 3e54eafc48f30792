import type { ComponentChildren, VNode } from 'preact';
import { duration, figure } from '../../words.ts';
import type { Unit } from '../metrics.ts';
import { labelled, type Scale } from './scale.ts';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** How many labels fit below. */
  readonly labels: number;
  readonly class: 'wide' | 'narrow';
}

/** Each chart is drawn twice, since text in it would shrink with it; the stylesheet shows the one that fits. */
export const CHART_SIZES: readonly ChartSize[] = [
  { width: 1140, height: 280, labels: 10, class: 'wide' },
  { width: 400, height: 240, labels: 4, class: 'narrow' },
];

export const PLOT = { left: 48, right: 18, top: 12, bottom: 28 } as const;

interface Frame {
  readonly size: ChartSize;
  readonly scale: Scale;
  readonly unit: Unit;
  readonly labels: readonly string[];
  readonly x: (index: number) => number;
  readonly children: ComponentChildren;
}

/** Axes and what is drawn between them. */
export const ChartFrame = ({ size, scale, unit, labels, x, children }: Frame): VNode => {
  const height = size.height - PLOT.top - PLOT.bottom;
  const y = (value: number) => Math.round((PLOT.top + height * (1 - value / scale.max)) * 10) / 10;
  return (
    <svg class={`chart ${size.class}`} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true" focusable="false">
      {scale.ticks.map((tick) => (
        <g class={tick === 0 ? 'tick zero' : 'tick'}>
          <line x1={PLOT.left} x2={size.width - PLOT.right} y1={y(tick)} y2={y(tick)} />
          <text x={PLOT.left - 8} y={y(tick) + 4} class="end">
            {tickText(tick, unit)}
          </text>
        </g>
      ))}
      {labelled(labels.length, size.labels).map((index) => (
        <text x={x(index)} y={size.height - 8} class="middle">
          {labels[index]}
        </text>
      ))}
      {children}
    </svg>
  );
};

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const few = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

function tickText(tick: number, unit: Unit): string {
  if (unit === 'seconds') return tick < 60 || tick % 60 ? duration(tick) : `${figure(tick / 60)}m`;
  if (unit === 'share') return `${few.format(tick * 100)}%`;
  return tick >= 10_000 ? compact.format(tick) : few.format(tick);
}
