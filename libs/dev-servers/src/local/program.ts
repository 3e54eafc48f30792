/** A program of this machine and how it is handled: by a test, which takes it along when it ends, and by the stack, which leaves it running. */
export interface Program {
  /** For people: 'Kafka'. */
  readonly name: string;
  /** What is needed once: folders, configuration, formatting. May be called again over the same folder, also after a crash. */
  prepare(): Promise<void>;
  readonly command: Command;
  /** Asks it to end in order. */
  readonly endsOn: NodeJS.Signals;
  /** Ends it at once, with all that it started. */
  readonly diesOn: NodeJS.Signals;
  /** Resolves when it serves; throws what is missing otherwise. */
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
