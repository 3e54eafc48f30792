import type { ProjectionStatus } from '@stoa/contracts';
import type { DocumentSetAside } from '@stoa/kernel';

/** Documents that are listed; more of them have one cause. */
export const MOST_SET_ASIDE = 20;

/** What keeps a read model that is served from being up to its log. */
export interface Condition {
  /** Why it is stopped, or of another log; null where it is not. */
  readonly stopped: string | null;
  readonly setAside: readonly DocumentSetAside[];
}

/** How operators see it. */
export function statusOf({ stopped, setAside }: Condition): Pick<ProjectionStatus, 'state' | 'reason' | 'documentsSetAside'> {
  const [first] = setAside;
  const aside = first && `document ${first.key} cannot be built: ${first.reason}`;
  const reason = stopped ?? aside ?? null;
  return { state: reason === null ? 'live' : 'degraded', reason, documentsSetAside: [...setAside] };
}

/** A sentence for readiness, which anybody may read: it names read models and keys, and no reasons. Null where none is degraded. */
export function degradedSentence(models: ReadonlyMap<string, Condition>): string | null {
  const parts = [...models].flatMap(([name, { stopped, setAside }]) => {
    const keys = setAside.map(({ key }) => key).join(', ');
    return [
      ...(stopped === null ? [] : [`${name} is stopped`]),
      ...(keys ? [`${name} has documents that cannot be built: ${keys}`] : []),
    ];
  });
  return parts.length === 0 ? null : `${parts.join('; ')}. \`projections list\` says why.`;
}
