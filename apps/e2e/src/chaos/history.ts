import { appendFileSync, readFileSync } from 'node:fs';

export type Kind = 'ask' | 'answer' | 'rate';

/** A command that was acknowledged, and what the answer said. */
export interface Acknowledged {
  readonly client: number;
  /** Place among the client's own commands, which it sends one after another. */
  readonly sequence: number;
  readonly kind: Kind;
  readonly key: string;
  /** The id that the answer named. */
  readonly id: string;
  readonly position: string;
  /** How often it was sent with the same key until it was acknowledged. */
  readonly attempts: number;
}

/** A command that came to an end other than success: there should be none. */
export interface Refused {
  readonly client: number;
  readonly kind: Kind;
  readonly key: string;
  readonly refused: string;
  readonly attempts: number;
}

/** What happened, a line for each command, written before the client goes on: it outlives the process. */
export class History {
  constructor(private readonly file: string) {}

  note(entry: Acknowledged | Refused): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  read(): { acknowledged: Acknowledged[]; refused: Refused[] } {
    const entries = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Acknowledged | Refused);
    return {
      acknowledged: entries.filter((entry): entry is Acknowledged => !('refused' in entry)),
      refused: entries.filter((entry): entry is Refused => 'refused' in entry),
    };
  }
}
