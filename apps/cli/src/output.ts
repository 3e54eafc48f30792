/** Exit codes; stable for scripts. */
export const EXIT = { fine: 0, doesNotHold: 1, couldNotRun: 2, interrupted: 130 } as const;

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly colour: boolean;
}

export const processIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
});

/** Results go to standard output: one JSON value with `--json`, else lines. */
export function show(io: Io, json: boolean, value: unknown, lines: () => readonly string[]): void {
  io.out(
    json
      ? `${JSON.stringify(value)}\n`
      : lines()
          .map((line) => `${line}\n`)
          .join(''),
  );
}

/** What is wrong, as one line. */
export const complaint = (message: string, fields = ''): string => `stoa: ${message.replace(/\s+/g, ' ').trim()}${fields}\n`;

export const strong = (io: Io, text: string): string => (io.colour ? `\u001b[1m${text}\u001b[0m` : text);
