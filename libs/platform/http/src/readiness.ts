/** A dependency of a process; `check` returns null, or what it waits for. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
  /** Null, or what is wrong although the process serves. */
  degraded?(): Promise<string | null>;
}

/** The response of `/health/ready`: 503 where the status is `waiting`, else 200: a process that serves with some of it degraded must not be taken out of service. */
export interface Readiness {
  readonly status: 'ok' | 'degraded' | 'waiting';
  readonly checks: readonly { readonly name: string; readonly waitingFor: string | null; readonly degraded?: string }[];
}

export async function readinessOf(dependencies: readonly ReadinessCheck[]): Promise<Readiness> {
  const checks = await Promise.all(dependencies.map(stateOf));
  const isReady = checks.every(({ waitingFor }) => waitingFor === null);
  const isWhole = checks.every(({ degraded }) => degraded === undefined);
  return { status: isReady ? (isWhole ? 'ok' : 'degraded') : 'waiting', checks };
}

/** A check that throws counts as failed; its message is not disclosed. */
async function stateOf({ name, check, degraded }: ReadinessCheck): Promise<Readiness['checks'][number]> {
  const failed = () => 'The check itself failed.';
  const waitingFor = await check().catch(failed);
  const reason = await degraded?.().catch(failed);
  return { name, waitingFor, ...(reason && { degraded: reason }) };
}
