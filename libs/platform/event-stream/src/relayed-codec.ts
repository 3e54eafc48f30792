import { carriedBy, decodeStored, isRelayTopic, partitionOfKey, registry, routeOf, type DecodedEvent } from '@stoa/contracts';
import {
  partitionName,
  type Decoded,
  type DomainEvent,
  type EventMeta,
  type EventRoute,
  type PartitionId,
  type PoisonCode,
  type RecordedEvent,
  type Relayed,
  type RelayedCodec,
  type StreamMessage,
  type StreamRecord,
} from '@stoa/kernel';
import { sameSignature, sign } from './signature.ts';

/** The type of a message that carries no event. */
export const WATERMARK = 'org.stoa.watermark.v1';

/** CloudEvents 1.0 in binary mode: attributes as `ce_` headers, our own beside them. They are signed in this order. */
const HEADERS = [
  'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'content-type',
  'stoa_position', 'stoa_previous', 'stoa_revision', 'stoa_recordedat', 'stoa_correlation', 'stoa_causation',
  'stoa_commandid', 'stoa_bodyhash', 'stoa_principal',
] as const; // prettier-ignore
type HeaderName = (typeof HEADERS)[number];
type Headers = Partial<Record<HeaderName, string>>;

const SIGNATURE = 'stoa_signature';
const SOURCE = '/stoa/event-store';
const NOTHING = new Uint8Array();
/** Longer than any of our headers. */
const LONGEST_HEADER = 4096;
const POSITION = /^[0-9A-Za-z_.:/-]{0,64}$/;
const REVISION = /^\d{1,15}$/;

/** Encodes the relay's message for this partition, signed with the secret that relay and projectors share. */
export function encodeRelayed(partition: PartitionId, relayed: Relayed, secret: string): StreamMessage {
  const { event } = relayed;
  const headers: Headers = event ? eventHeaders(event) : { ce_id: watermarkId(relayed), ce_type: WATERMARK };
  headers.ce_specversion = '1.0';
  headers.ce_source = relayed.history ? `${SOURCE}/${relayed.history}` : SOURCE;
  headers.stoa_position = relayed.position;
  headers.stoa_previous = relayed.previous;
  const key = event ? carriedBy(event).key : '';
  // As stored, so that projectors of the code that wrote it can read it, and two relays produce the same bytes.
  const value = event ? Buffer.from(JSON.stringify((event.stored ?? event).data), 'utf8') : NOTHING;
  const signature = sign(secret, signedTexts(partition, key, headers), value);
  return { key, value, headers: { ...headers, [SIGNATURE]: signature } };
}

/**
 * The relay's message, or why the record is not one. A valid signature vouches for the shape, which the store checked at the
 * append; an unsigned record is checked in the order that is most useful to an operator.
 */
export function decodeRelayed(partition: PartitionId, record: StreamRecord, secret: string): Decoded {
  const headers = ownHeaders(record);
  const vouched =
    headers !== undefined &&
    sameSignature(sign(secret, signedTexts(partition, record.key, headers), record.value), signatureOf(record));
  const type = headers?.ce_type ?? textOf(record, 'ce_type') ?? '';
  if (type === WATERMARK) return watermark(vouched ? headers : undefined);
  const data = parsed(record.value);
  if (data === undefined) return problem('not-json', 'The value is not JSON.');
  if (!vouched) return unvouched(partition, record.key, { type, data: data.json });
  // Neither the relay nor this process need know the event: the partition follows from the key alone.
  if (!isPlaced(partition, record.key)) return wrongKey();
  const relayed = relayedOf(headers, decodeStored(type, data.json), { topic: partition.topic, key: record.key });
  return relayed
    ? { ok: { ...relayed, ...historyOf(headers) } }
    : problem('forged-position', 'The relay did not sign a position for this event.');
}

/** Why an unsigned message is rejected. */
function unvouched(partition: PartitionId, key: string, event: DomainEvent): Decoded {
  const definition = registry.get(event.type);
  if (!definition) return unheard(event.type);
  if (!definition.schema.safeParse(event.data).success)
    return problem('wrong-shape', `The data does not have the shape that ${event.type} publishes.`);
  if (!isPlaced(partition, key) || !isRouted(partition, key, event)) return wrongKey();
  return problem('forged-position', 'The relay did not sign this message with its position.');
}

const wrongKey = () => problem('wrong-key', 'The key or the partition is not that of the event.');

/** Both directions under one secret. */
export const relayedCodec = (secret: string): RelayedCodec => ({
  encode: (partition, relayed) => encodeRelayed(partition, relayed, secret),
  decode: (partition, record) => decodeRelayed(partition, record, secret),
});

function eventHeaders(event: RecordedEvent): Headers {
  const { id, stream, revision, recordedAt, meta } = event;
  return {
    ce_id: id,
    ce_type: (event.stored ?? event).type,
    ce_subject: stream,
    ce_time: meta.occurredAt,
    'content-type': 'application/json',
    stoa_revision: String(revision),
    stoa_recordedat: recordedAt,
    stoa_correlation: meta.correlationId,
    stoa_commandid: meta.commandId,
    stoa_bodyhash: meta.bodyHash,
    ...(meta.causationId === undefined ? {} : { stoa_causation: meta.causationId }),
    ...(meta.principal === undefined ? {} : { stoa_principal: meta.principal }),
  };
}

function signedTexts(partition: PartitionId, key: string, headers: Headers): string[] {
  const texts = [partitionName(partition), key];
  // An absent header differs from an empty one.
  for (const name of HEADERS) texts.push(headers[name] === undefined ? '-' : `+${headers[name]}`);
  return texts;
}

/** The headers that we write; undefined where one occurs twice or is too long. */
function ownHeaders(record: StreamRecord): Headers | undefined {
  const headers: Headers = {};
  for (const name of HEADERS) {
    const value = record.headers[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > LONGEST_HEADER) return undefined;
    headers[name] = value;
  }
  return headers;
}

function textOf(record: StreamRecord, name: HeaderName | typeof SIGNATURE): string | undefined {
  const value = record.headers[name];
  return typeof value === 'string' && value.length <= LONGEST_HEADER ? value : undefined;
}

/** What decoders of former releases do not look at carries what they do not know: they verify the signature of all our headers, and would miss none of them. */
const watermarkId = ({ position, eventId }: Relayed): string => `watermark-${position}${eventId ? `/${eventId}` : ''}`;
const WATERMARK_ID = /^watermark-[^/]*\/(.+)$/;

function historyOf(headers: Headers | undefined): Pick<Relayed, 'history'> {
  const history = headers?.ce_source?.startsWith(`${SOURCE}/`) ? headers.ce_source.slice(SOURCE.length + 1) : '';
  return history ? { history } : {};
}

const signatureOf = (record: StreamRecord): string => textOf(record, SIGNATURE) ?? '';

const problem = (code: PoisonCode, sentence: string): Decoded => ({ problem: { code, sentence } });

function watermark(headers: Headers | undefined): Decoded {
  const { stoa_position: position, stoa_previous: previous } = headers ?? {};
  if (position === undefined || previous === undefined || !POSITION.test(position) || !POSITION.test(previous))
    return problem('forged-position', 'The relay did not sign this watermark.');
  const [, eventId] = WATERMARK_ID.exec(headers?.ce_id ?? '') ?? [];
  return { ok: { position, previous, ...(eventId && { eventId }), ...historyOf(headers) } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(value: Uint8Array): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(utf8.decode(value)) };
  } catch {
    return undefined; // its only meaning: these bytes are not JSON
  }
}

function unheard(type: string): Decoded {
  const [, name, version] = /^(.{1,100})\.v(\d{1,9})$/s.exec(type) ?? [];
  const known = [...registry.keys()]
    .filter((other) => other.startsWith(`${name}.v`))
    .map((other) => Number(other.slice(other.lastIndexOf('.v') + 2)));
  if (name === undefined || known.length === 0 || Number(version) <= Math.max(...known))
    return problem('unknown-type', 'No contract names the type of this event.');
  return problem('newer-version', `This process knows ${name} up to version ${Math.max(...known)}, not ${Number(version)}.`);
}

function isPlaced({ topic, partition }: PartitionId, key: string): boolean {
  return isRelayTopic(topic) && partitionOfKey(topic, key).partition === partition;
}

function isRouted({ topic }: PartitionId, key: string, event: DomainEvent): boolean {
  try {
    const right = routeOf(event);
    return right.topic === topic && right.key === key;
  } catch {
    return false; // data without the field that routes it
  }
}

/** The route by which the message was carried, whether or not the event was recorded with one. */
function relayedOf(headers: Headers, event: DecodedEvent, route: EventRoute): Relayed | undefined {
  const { stoa_position: position, stoa_previous: previous, stoa_revision: revision, ce_time: occurredAt } = headers;
  const { ce_id: id, ce_subject: stream, stoa_recordedat: recordedAt, stoa_correlation: correlationId } = headers;
  const { stoa_commandid: commandId, stoa_bodyhash: bodyHash, stoa_causation: causationId, stoa_principal: principal } = headers;
  if (position === undefined || previous === undefined || !POSITION.test(position) || !POSITION.test(previous) || position === '')
    return undefined;
  if (
    id === undefined ||
    stream === undefined ||
    recordedAt === undefined ||
    occurredAt === undefined ||
    correlationId === undefined
  )
    return undefined;
  if (commandId === undefined || bodyHash === undefined || revision === undefined || !REVISION.test(revision)) return undefined;
  const meta: EventMeta = {
    commandId,
    bodyHash,
    occurredAt,
    correlationId,
    ...(causationId === undefined ? {} : { causationId }),
    ...(principal === undefined ? {} : { principal }),
    route,
  };
  return {
    position,
    previous,
    event: { id, ...event, stream, revision: Number(revision), position, occurredAt, recordedAt, meta },
  };
}
