/** Something that must be up before a process takes work; `check` gives null or what is missing. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
}

/** What `/health/ready` answers: 200 where the status is `ok`, else 503. */
export interface Readiness {
  readonly status: 'ok' | 'waiting';
  readonly checks: readonly { readonly name: string; readonly waitingFor: string | null }[];
}

export async function readinessOf(asked: readonly ReadinessCheck[]): Promise<Readiness> {
  const checks = await Promise.all(asked.map(stateOf));
  return { status: checks.every(({ waitingFor }) => waitingFor === null) ? 'ok' : 'waiting', checks };
}

/** A check that fails is one that is not met; what it says in full is not for everybody. */
const stateOf = ({ name, check }: ReadinessCheck) =>
  check().then(
    (waitingFor) => ({ name, waitingFor }),
    () => ({ name, waitingFor: 'The check itself failed.' }),
  );
