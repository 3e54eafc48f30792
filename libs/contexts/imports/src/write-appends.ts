import { answerStream, type QuestionEvent } from '@stoa/contracts';
import type { Append } from '@stoa/imports-mapping';
import { START, appendOnce, readToDecide, type EventStore, type NewEvent, type Position, type RecordedEvent } from '@stoa/kernel';
import { inParallel } from './in-parallel.ts';

export interface Written {
  readonly imported: number;
  readonly alreadyThere: number;
  readonly position: Position;
  /** Types of the events that were decided on from what a stream holds. */
  readonly changes: readonly string[];
}

/** Appends that go on at the same time, in streams of their own. */
const AT_ONCE = 128;

/** What comes to nobody before what it needs: each phase is in the store before the next one begins. */
const PHASES: readonly ((append: Append) => boolean)[] = [
  ({ stream }) => /^(topic|member)-/.test(stream),
  ({ stream, begins }) => begins && /^(mentor|question)-/.test(stream),
  ({ stream, begins }) => begins && stream.startsWith(answerStream('')),
  ({ stream, begins }) => !begins || stream.startsWith('rating-'),
];

/**
 * Writes appends in phases, many streams at once, those of one stream in their order and together. What a stream has already is passed
 * over; what it lacks goes to its end, behind what people did here meanwhile.
 */
export async function writeAppends(store: EventStore, appends: readonly Append[]): Promise<Written> {
  const total = { imported: 0, alreadyThere: 0, position: START, changes: [] as string[] };
  for (const isDue of PHASES) {
    const written = await inParallel([...byStream(appends.filter(isDue))], AT_ONCE, ([, same]) => write(store, same));
    for (const { imported, alreadyThere, position, changes } of written) {
      total.changes.push(...changes);
      total.imported += imported;
      total.alreadyThere += alreadyThere;
      if (position > total.position) total.position = position;
    }
  }
  return total;
}

function byStream(appends: readonly Append[]): Map<string, Append[]> {
  const streams = new Map<string, Append[]>();
  for (const append of appends) {
    const same = streams.get(append.stream);
    if (same) same.push(append);
    else streams.set(append.stream, [append]);
  }
  return streams;
}

/** What is decided on comes after what was appended before it, one after the other. */
async function write(store: EventStore, appends: readonly Append[]): Promise<Written> {
  if (!appends.some(({ decide }) => decide)) return writeTogether(store, appends);
  let total: Written = { imported: 0, alreadyThere: 0, position: START, changes: [] };
  for (const append of appends) {
    const written = append.decide ? await writeDecided(store, append, append.decide) : await writeTogether(store, [append]);
    total = {
      imported: total.imported + written.imported,
      alreadyThere: total.alreadyThere + written.alreadyThere,
      position: written.position > total.position ? written.position : total.position,
      changes: [...total.changes, ...written.changes],
    };
  }
  return total;
}

async function writeDecided(
  store: EventStore,
  { stream, events, begins }: Append,
  decide: NonNullable<Append['decide']>,
): Promise<Written> {
  // It is read first: EventStoreDB takes an event whose id is there already for a retry and accepts it, whatever it says.
  for (;;) {
    const recorded = await readToDecide(store, stream);
    const due = begins && recorded.length === 0 ? [...events] : decide(recorded);
    const alreadyThere = Math.max(0, events.length - due.length);
    // What would begin the stream stands for the planned events; all else came by the decision.
    const changes = begins ? [] : due.map(({ type }) => type);
    if (due.length === 0) return { imported: 0, alreadyThere, position: recorded.at(-1)?.position ?? START, changes };
    try {
      const { position } = await store.append(stream, due, recorded.at(-1)?.revision ?? 'no-stream');
      return { imported: due.length, alreadyThere, position, changes };
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

async function writeTogether(store: EventStore, appends: readonly Append[]): Promise<Written> {
  const { stream, begins, onlyFirst } = appends[0]!;
  const events = onlyFirst ? [...appends[0]!.events] : unique(appends.flatMap((append) => append.events));
  const count = (appended: number, position: Position) => ({
    imported: appended,
    alreadyThere: appends.reduce((sum, append) => sum + append.events.length, 0) - appended,
    position,
    changes: [],
  });
  if (onlyFirst) return writeFirst(store, stream, events, count);
  if (begins) {
    const { appended, position } = await appendOnce(store, stream, events, 'no-stream');
    return count(appended, position);
  }
  for (;;) {
    const recorded = await readToDecide(store, stream);
    const last = recorded.at(-1);
    const missing = notYetIn(recorded, events);
    if (missing.length === 0) return count(0, last?.position ?? START);
    try {
      const { position } = await store.append(stream, missing, last?.revision ?? 'no-stream');
      return count(missing.length, position);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

async function writeFirst(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  count: (appended: number, position: Position) => Written,
): Promise<Written> {
  try {
    const { position } = await store.append(stream, events, 'no-stream');
    return count(events.length, position);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return count(0, START);
  }
}

/** Of what is to be added, what the stream lacks; an answer that was accepted here stays so, whatever was accepted elsewhere. */
function notYetIn(recorded: readonly RecordedEvent[], events: readonly NewEvent[]): NewEvent[] {
  const ids = new Set(recorded.map(({ id }) => id));
  let isAccepted = recorded.reduce((before, event) => acceptedAfter(before, event as unknown as QuestionEvent), false);
  return events.filter((event) => {
    if (ids.has(event.id)) return false;
    if (event.type === 'AnswerAccepted.v1' && isAccepted) return false;
    isAccepted = acceptedAfter(isAccepted, event as unknown as QuestionEvent);
    return true;
  });
}

const acceptedAfter = (before: boolean, { type }: QuestionEvent): boolean =>
  type === 'AnswerAccepted.v1' ? true : type === 'AnswerUnaccepted.v1' ? false : before;

function unique(events: readonly NewEvent[]): NewEvent[] {
  const byId = new Map<string, NewEvent>();
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()];
}

const isConflict = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'revision-conflict';
