import type { VNode } from 'preact';
import { figure, percentage } from '../../words.ts';
import { totalOf } from '../chart/stacked-chart.tsx';
import { CLASS_GROUPS, type ClassGroup } from '../class-groups.ts';
import { Bar } from './value-table.tsx';

interface ClassTableProps {
  /** Facts of each of CLASS_GROUPS. */
  readonly counts: readonly number[];
  /** Where a group leads to, if anywhere. */
  readonly hrefOf?: (group: ClassGroup) => string;
}

/** What became of facts: how many, which share, and what that means. */
export const ClassTable = ({ counts, hrefOf }: ClassTableProps): VNode => {
  const total = totalOf(counts);
  return (
    <table class="values classes">
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Facts</th>
          <th scope="col">Share</th>
          <th scope="col">What it means</th>
        </tr>
      </thead>
      <tbody>
        {CLASS_GROUPS.map((group, index) => (
          <tr>
            <th scope="row">
              <Bar share={total === 0 ? 0 : counts[index]! / total} />
              <Name group={group} index={index} href={hrefOf?.(group)} />
            </th>
            <td>{figure(counts[index]!)}</td>
            <td>{total === 0 ? '–' : percentage(counts[index]! / total)}</td>
            <td class="meaning">{group.meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Name = ({ group: { name }, index, href }: { group: ClassGroup; index: number; href: string | undefined }): VNode =>
  href === undefined ? (
    <span class={`name key group-${index}`}>{name}</span>
  ) : (
    <a class={`name key group-${index}`} href={href}>
      {name}
    </a>
  );
