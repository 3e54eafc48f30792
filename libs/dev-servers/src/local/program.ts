/** A local program and how to run it: for a test, which ends it, and for the stack, which leaves it running. */
export interface Program {
  /** Display name: 'Kafka'. */
  readonly name: string;
  /** Sets up folders, configuration and formatting. Idempotent over the same folder, also after a crash. */
  prepare(): Promise<void>;
  readonly command: Command;
  /** Requests a graceful end. */
  readonly endsOn: NodeJS.Signals;
  /** Ends it at once, with all that it started. */
  readonly diesOn: NodeJS.Signals;
  /** Resolves when it serves; throws the reason otherwise. */
  ready(): Promise<void>;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another user than ours, which only root can ask for. */
  readonly user?: User | undefined;
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** A piece of the local stack that this machine lacks, and how to get it. */
export class MissingPiece extends Error {}
