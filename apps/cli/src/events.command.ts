import { START, readStream, type RecordedEvent } from '@stoa/kernel';
import { Refusal } from '@stoa/kernel';
import { withFolder, type CommandContext } from './context.ts';
import { positionOf, wholeNumber } from './options.ts';

export interface ListOptions {
  after?: string;
  limit: string;
  type?: string;
  stream?: string;
}

/** Lists the log in order, after a position, one event a line. */
export function listEvents(context: CommandContext, { after, limit, type, stream }: ListOptions): Promise<void> {
  const most = wholeNumber('--limit', limit, 999_999_999);
  const from = after === undefined ? START : positionOf('--after', after);
  return withFolder(context, 'read', async ({ store }) => {
    let shown = 0;
    const batches = stream ? [await readStream(store, stream)] : store.readAll(from, { batchSize: 500 });
    for await (const batch of batches)
      for (const event of batch) {
        context.signal.throwIfAborted();
        if (shown >= most) return;
        if (type && !event.type.startsWith(type) && !event.stored?.type.startsWith(type)) continue;
        shown++;
        context.io.out(
          context.options.json
            ? `${JSON.stringify(whole(event))}\n`
            : `${event.position}  ${event.occurredAt}  ${event.type.padEnd(26)} ${event.stream} #${event.revision}\n`,
        );
      }
  });
}

/** Shows one event in full, by its position. */
export function showEvent(context: CommandContext, position: string): Promise<void> {
  return withFolder(context, 'read', async ({ store }) => {
    const number = Number(position);
    if (!/^\d{1,16}$/.test(position) || number < 1) throw new Refusal('validation-failed', `${position} is not a position.`);
    const before = number === 1 ? START : String(number - 1).padStart(16, '0');
    for await (const [event] of store.readAll(before, { batchSize: 1, until: String(number).padStart(16, '0') }))
      if (event) return context.io.out(`${JSON.stringify(whole(event), null, context.options.json ? 0 : 2)}\n`);
    throw new Refusal('not-found', `There is no event at ${position}.`);
  });
}

/** The event in its newest version; `storedType` where it stands as an older one, `unknown` where this version of Stoa cannot read it. */
const whole = ({ position, stream, revision, id, type, occurredAt, recordedAt, data, meta, stored, unknown }: RecordedEvent) => ({
  position,
  stream,
  revision,
  id,
  type,
  ...(stored ? { storedType: stored.type } : {}),
  ...(unknown ? { unknown } : {}),
  occurredAt,
  recordedAt,
  data,
  meta,
});
