export const EDGE_OPTIONS = Symbol('EdgeOptions');

/** Something that must be up before this process takes work; `check` gives null or what is missing. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | null>;
}

export interface EdgeOptions {
  /** Makes whoever shows it from this machine an admin; it is in a file that only the data folder's owner can read. */
  readonly adminSecret?: string;
  readonly readiness?: readonly ReadinessCheck[];
  readonly now?: () => Date;
}
