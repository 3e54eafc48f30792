/** A dependency of a process; `check` returns null, or what it waits for. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
}

/** The response of `/health/ready`: 200 where the status is `ok`, else 503. */
export interface Readiness {
  readonly status: 'ok' | 'waiting';
  readonly checks: readonly { readonly name: string; readonly waitingFor: string | null }[];
}

export async function readinessOf(dependencies: readonly ReadinessCheck[]): Promise<Readiness> {
  const checks = await Promise.all(dependencies.map(stateOf));
  return { status: checks.every(({ waitingFor }) => waitingFor === null) ? 'ok' : 'waiting', checks };
}

/** A check that throws counts as failed; its message is not disclosed. */
const stateOf = ({ name, check }: ReadinessCheck) =>
  check().then(
    (waitingFor) => ({ name, waitingFor }),
    () => ({ name, waitingFor: 'The check itself failed.' }),
  );
