import type { RecordedEvent } from '@stoa/kernel';

/** Events that cannot be relayed are told here, for operators, and passed over. The same one may be told again. */
export interface UnroutedEvents {
  record(event: RecordedEvent, reason: string): Promise<void>;
}

/** What is told to operators; pino fits. */
export interface RelayLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
