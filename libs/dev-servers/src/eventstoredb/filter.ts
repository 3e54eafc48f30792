import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

/** Which events a subscription wants, and after how many considered ones it receives a checkpoint. */
export interface Filter {
  matches(stream: string, type: string): boolean;
  readonly checkpointEvery: number;
}

const DEFAULT_WINDOW = 32;

/** Throws for an invalid regular expression, as the server's handler does. */
export function filterOf(options: ReadReq.Options): Filter | undefined {
  const filter = options.getFilter();
  if (!filter) return undefined;
  const byStream = filter.getStreamIdentifier();
  const matches = expression((byStream ?? filter.getEventType())?.toObject());
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    matches: byStream ? (stream) => matches(stream) : (_stream, type) => matches(type),
    checkpointEvery: window * Math.max(filter.getCheckpointintervalmultiplier(), 1),
  };
}

function expression(given?: { regex: string; prefixList: string[] }): (text: string) => boolean {
  if (given?.regex) {
    const regex = new RegExp(given.regex);
    return (text) => regex.test(text);
  }
  return (text) => (given?.prefixList ?? []).some((prefix) => text.startsWith(prefix));
}
