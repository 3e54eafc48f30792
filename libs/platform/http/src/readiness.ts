/** A dependency of a process; `check` returns null, or what it waits for. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
  /** Null, or what it can no longer do while it serves everything else. */
  degraded?(): string | null | Promise<string | null>;
}

/** The response of `/health/ready`: 503 where something is waited for. A degraded process goes on serving what it can: 200. */
export interface Readiness {
  readonly status: 'ok' | 'degraded' | 'waiting';
  readonly checks: readonly CheckedDependency[];
}

interface CheckedDependency {
  readonly name: string;
  readonly waitingFor: string | null;
  readonly degraded?: string;
}

export const readinessStatus = ({ status }: Readiness): 200 | 503 => (status === 'waiting' ? 503 : 200);

export async function readinessOf(dependencies: readonly ReadinessCheck[]): Promise<Readiness> {
  const checks = await Promise.all(dependencies.map(stateOf));
  if (checks.some(({ waitingFor }) => waitingFor !== null)) return { status: 'waiting', checks };
  return { status: checks.some(({ degraded }) => degraded !== undefined) ? 'degraded' : 'ok', checks };
}

/** A check that throws counts as failed; its message is not disclosed. */
async function stateOf({ name, check, degraded }: ReadinessCheck): Promise<CheckedDependency> {
  const failed = () => 'The check itself failed.';
  const waitingFor = await check().catch(failed);
  const reason = await Promise.resolve(degraded?.()).catch(failed);
  return { name, waitingFor, ...(reason && { degraded: reason }) };
}
