/** Why a dependency cannot be used, as a sentence for operators: it may name addresses, never secrets. Clients are not shown it. */
export class DependencyFailure extends Error {
  override readonly name = 'DependencyFailure';
}

/** The sentence for operators behind an error; undefined where there is none. */
export function operatorsReason(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at.name === 'DependencyFailure') return at.message;
  return undefined;
}
