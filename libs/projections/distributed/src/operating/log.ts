/** A logger; pino satisfies it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
