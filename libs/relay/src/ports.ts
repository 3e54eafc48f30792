import type { RecordedEvent } from '@stoa/kernel';

/** Reports events that cannot be relayed and are skipped. The same event may be reported more than once. */
export interface UnroutedEvents {
  record(event: RecordedEvent, reason: string): Promise<void>;
}

/** A logger; pino satisfies it. */
export interface RelayLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
