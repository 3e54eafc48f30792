import { AnswerPublished, ViewsImported, decodeStored, partitionOfEvent, registry, routeOf } from '@stoa/contracts';
import { START, type DomainEvent, type PartitionId, type RecordedEvent, type Relayed, type StreamRecord } from '@stoa/kernel';
import { answerPublished, answerRated, handleReserved, memberRegistered, topicCreated, viewsImported } from '@stoa/testing';
import fc from 'fast-check';
import { decodeRelayed, encodeRelayed, WATERMARK } from './index.ts';

const SECRET = 'a secret of tests';
const POSITION = '0000000000000042';
const PREVIOUS = '0000000000000007';
const partition = partitionOfEvent(answerPublished());

const recorded = (event: DomainEvent, meta: object = {}): RecordedEvent => ({
  ...event,
  id: 'e3a1f5a0-0000-5000-8000-000000000001',
  stream: 'answer-1',
  revision: 3,
  position: POSITION,
  occurredAt: '2026-03-02T10:00:00.000Z',
  recordedAt: '2026-03-02T10:00:00.123Z',
  meta: {
    commandId: 'command',
    bodyHash: 'hash',
    occurredAt: '2026-03-02T10:00:00.000Z',
    correlationId: 'correlation',
    route: routeOf(event),
    ...meta,
  },
});

/** As it comes out of a partition. */
const carried = ({
  event,
  at = partition,
  secret = SECRET,
}: {
  event: DomainEvent;
  at?: PartitionId;
  secret?: string;
}): StreamRecord => ({
  offset: 0n,
  ...encodeRelayed(at, { position: POSITION, previous: PREVIOUS, event: recorded(event) }, secret),
});
const codeOf = (record: StreamRecord, at = partition) => {
  const decoded = decodeRelayed(at, record, SECRET);
  return 'problem' in decoded ? decoded.problem.code : 'ok';
};
/** The record with some of its parts replaced, which nobody signed. */
const changed = (change: Partial<StreamRecord> & { header?: Record<string, string | string[] | undefined> }): StreamRecord => {
  const { header = {}, ...parts } = change;
  const record = { ...carried({ event: answerPublished() }), ...parts };
  const headers = Object.fromEntries(Object.entries({ ...record.headers, ...header }).filter(([, value]) => value !== undefined));
  return { ...record, headers: headers as StreamRecord['headers'] };
};

describe('what the relay encodes is decoded unchanged', () => {
  it.each([answerPublished(), answerRated(), topicCreated(), handleReserved(), memberRegistered(), viewsImported()])(
    '$type',
    (event) => {
      const at = partitionOfEvent(event);
      for (const meta of [{}, { causationId: 'cause', principal: 'somebody' }, { principal: '' }]) {
        const relayed = { position: POSITION, previous: START, event: recorded(event, meta) };
        expect(decodeRelayed(at, { offset: 9n, ...encodeRelayed(at, relayed, SECRET) }, SECRET)).toEqual({ ok: relayed });
      }
    },
  );

  it('an event from before events were recorded with their route, with the route that its contract gives', () => {
    const { meta, ...before } = recorded(answerPublished());
    const { route, ...without } = meta;
    const message = encodeRelayed(
      partition,
      { position: POSITION, previous: START, event: { ...before, meta: without } },
      SECRET,
    );
    expect(decodeRelayed(partition, { offset: 9n, ...message }, SECRET)).toMatchObject({ ok: { event: { meta: { route } } } });
  });

  it('a former version travels as it is stored, and is read as the newest', () => {
    const stored = { type: 'ViewsImported.v1', data: { shard: 2, source: 'old', counts: [] } };
    const event = recorded(decodeStored(stored.type, stored.data));
    const at = partitionOfEvent(event);
    const message = encodeRelayed(at, { position: POSITION, previous: START, event }, SECRET);
    expect([message.headers['ce_type'], Buffer.from(message.value).toString()]).toEqual([
      stored.type,
      JSON.stringify(stored.data),
    ]);
    const decoded = decodeRelayed(at, { offset: 0n, ...message }, SECRET);
    expect(decoded).toEqual({ ok: { position: POSITION, previous: START, event } });
    expect(decoded).toMatchObject({ ok: { event: { type: ViewsImported.type, data: { offset: null }, stored } } });
  });

  it.each([
    ['an unknown type', 'AnswerPraised.v1', 'type'],
    ['an unknown version', 'AnswerPublished.v999', 'version'],
  ])('an event of %s, by the route that it was recorded with', (_what, type, unknown) => {
    const { questionId } = answerPublished().data;
    const meta = { route: { topic: partition.topic, key: questionId } };
    const event = { ...recorded(answerPublished(), meta), type, data: { new: [1] } };
    const relayed = { position: POSITION, previous: START, event };
    const message = { offset: 9n, ...encodeRelayed(partition, relayed, SECRET) };
    expect(message.key).toBe(questionId);
    expect(decodeRelayed(partition, message, SECRET)).toEqual({ ok: { ...relayed, event: { ...event, unknown } } });
    // The signature covers the key, and so the route.
    expect(codeOf({ ...message, key: 'other' })).not.toBe('ok');
    expect(codeOf({ ...message, value: Buffer.from('{"new":[2]}') })).not.toBe('ok');
  });

  it('which history it is of, and the event at a watermark, under the headers that former decoders verify', () => {
    const watermark = { position: POSITION, previous: PREVIOUS, eventId: 'an-id', history: 'second' };
    const event = { position: POSITION, previous: PREVIOUS, event: recorded(answerPublished()), history: 'second' };
    for (const relayed of [watermark, event]) {
      const message = encodeRelayed(partition, relayed, SECRET);
      const former = encodeRelayed(partition, { ...relayed, history: undefined, eventId: undefined } as Relayed, SECRET);
      expect(Object.keys(message.headers)).toEqual(Object.keys(former.headers));
      expect(decodeRelayed(partition, { offset: 1n, ...message }, SECRET)).toMatchObject({
        ok: { ...relayed, position: POSITION },
      });
      expect(decodeRelayed(partition, { offset: 1n, ...former }, SECRET)).not.toHaveProperty('ok.history');
      const forged = { ...message.headers, ce_source: '/stoa/event-store/third' };
      expect(decodeRelayed(partition, { offset: 1n, ...message, headers: forged }, SECRET)).not.toHaveProperty('ok');
    }
  });

  it('a watermark', () => {
    const message = encodeRelayed(partition, { position: POSITION, previous: PREVIOUS }, SECRET);
    expect(message).toMatchObject({ key: '', headers: { ce_type: WATERMARK, stoa_position: POSITION } });
    expect(message.value).toHaveLength(0);
    expect(decodeRelayed(partition, { offset: 1n, ...message }, SECRET)).toEqual({
      ok: { position: POSITION, previous: PREVIOUS },
    });
  });

  it('as CloudEvents 1.0 in binary mode', () => {
    const { headers, value } = carried({ event: answerPublished() });
    expect(headers).toMatchObject({
      ce_specversion: '1.0',
      ce_id: 'e3a1f5a0-0000-5000-8000-000000000001',
      ce_source: '/stoa/event-store',
      ce_type: AnswerPublished.type,
      ce_subject: 'answer-1',
      ce_time: '2026-03-02T10:00:00.000Z',
      'content-type': 'application/json',
    });
    expect(JSON.parse(Buffer.from(value).toString())).toEqual(answerPublished().data);
  });
});

describe('poison is classified, the most specific reason first', () => {
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  const elsewhere = { ...partition, partition: (partition.partition + 1) % 6 };

  it.each<[string, string, StreamRecord]>([
    ['text', 'not-json', changed({ value: bytes('not json') })],
    ['nothing', 'not-json', changed({ value: new Uint8Array() })],
    ['bytes that are no UTF-8', 'not-json', changed({ value: Uint8Array.of(0x22, 0xff, 0x22) })],
    ['text of an unknown type', 'not-json', changed({ value: bytes('{'), header: { ce_type: 'Unheard.v1' } })],
    ['a type that nobody named', 'unknown-type', changed({ header: { ce_type: 'Unheard.v1' } })],
    ['no type', 'unknown-type', changed({ header: { ce_type: undefined } })],
    ['two types', 'unknown-type', changed({ header: { ce_type: [AnswerPublished.type, AnswerPublished.type] } })],
    ['a name without a version', 'unknown-type', changed({ header: { ce_type: 'AnswerPublished' } })],
    ['an older version that never was', 'unknown-type', changed({ header: { ce_type: 'AnswerPublished.v0' } })],
    ['a name of Object.prototype', 'unknown-type', changed({ header: { ce_type: '__proto__' } })],
    ['a newer version', 'newer-version', changed({ header: { ce_type: 'AnswerPublished.v99' }, value: bytes('{"new":1}') })],
    ['another shape', 'wrong-shape', changed({ value: bytes('{"questionId":1}'), key: 'wrong' })],
    ['null', 'wrong-shape', changed({ value: bytes('null') })],
    ['a key that is not the event’s', 'wrong-key', changed({ key: 'other' })],
    ['another position', 'forged-position', changed({ header: { stoa_position: '0000000000000043' } })],
    ['another previous position', 'forged-position', changed({ header: { stoa_previous: START } })],
    ['no position', 'forged-position', changed({ header: { stoa_position: undefined } })],
    ['two positions', 'forged-position', changed({ header: { stoa_position: [POSITION, POSITION] } })],
    ['no signature', 'forged-position', changed({ header: { stoa_signature: undefined } })],
    ['another signature', 'forged-position', changed({ header: { stoa_signature: 'x'.repeat(43) } })],
    ['another secret', 'forged-position', carried({ event: answerPublished(), secret: 'guessed' })],
    ['a principal that was added', 'forged-position', changed({ header: { stoa_principal: 'root' } })],
    ['a watermark that nobody signed', 'forged-position', changed({ header: { ce_type: WATERMARK } })],
    ['a header of a megabyte', 'forged-position', changed({ header: { stoa_correlation: 'x'.repeat(1 << 20) } })],
  ])('%s is %s', (_what, code, record) => expect(codeOf(record)).toBe(code));

  it('an event in another partition, signed for it or not, is wrong-key', () => {
    expect(codeOf(carried({ event: answerPublished() }), elsewhere)).toBe('wrong-key');
    expect(codeOf(carried({ event: answerPublished(), at: elsewhere }), elsewhere)).toBe('wrong-key');
  });

  it('a newer version that nobody signed is newer-version', () => {
    const event = { type: 'AnswerPublished.v99', data: answerPublished().data };
    const message = encodeRelayed(
      partition,
      { position: POSITION, previous: PREVIOUS, event: recorded(answerPublished()) },
      SECRET,
    );
    expect(codeOf({ offset: 0n, ...message, headers: { ...message.headers, ce_type: event.type } })).toBe('newer-version');
  });

  it('says what is wrong without quoting the record', () => {
    const decoded = decodeRelayed(partition, changed({ header: { ce_type: 'Secret<script>' } }), SECRET);
    expect(decoded).toEqual({ problem: { code: 'unknown-type', sentence: 'No contract names the type of this event.' } });
  });
});

describe('whatever a record holds', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom(...registry.keys(), WATERMARK, '__proto__', 'constructor', POSITION));
  const names = Object.keys(carried({ event: answerPublished() }).headers);
  const header = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.oneof(text, fc.array(text)));
  const value = fc.oneof(
    fc.uint8Array(),
    fc.json().map((json) => Buffer.from(json)),
    fc.constant(Buffer.from('['.repeat(50_000))),
    fc.constant(Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
  );

  it('decoding returns, never throws, pollutes no prototype, and accepts only signed records', () => {
    const genuine = carried({ event: answerPublished() });
    fc.assert(
      fc.property(header, value, text, fc.boolean(), (headers, bytes, key, beside) => {
        const record = { offset: 0n, key, value: bytes, headers: beside ? { ...genuine.headers, ...headers } : headers };
        expect(decodeRelayed(partition, record, SECRET)).toHaveProperty('problem');
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('any one changed byte or header of a genuine record is noticed', () => {
    const genuine = carried({ event: answerPublished() });
    fc.assert(
      fc.property(
        fc.nat(genuine.value.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom(...names),
        (index, flip, name) => {
          const bytes = Uint8Array.from(genuine.value);
          bytes[index]! ^= flip;
          expect(decodeRelayed(partition, { ...genuine, value: bytes }, SECRET)).toHaveProperty('problem');
          const headers = { ...genuine.headers, [name]: `${String(genuine.headers[name])}x` };
          expect(decodeRelayed(partition, { ...genuine, headers }, SECRET)).toHaveProperty('problem');
        },
      ),
    );
  });
});
