import { QuestionAsked } from '@stoa/contracts';
import { derivedId, type RecordedEvent } from '@stoa/kernel';
import { anomaliesOf } from './check.ts';
import type { Acknowledged } from './history.ts';

const position = (index: number) => String(index).padStart(20, '0');
const asked = (index: number, more: Partial<RecordedEvent> = {}): RecordedEvent => ({
  id: derivedId('event', String(index)),
  type: QuestionAsked.type,
  data: { questionId: `q${index}` },
  stream: `question-q${index}`,
  revision: 0,
  position: position(index),
  occurredAt: '2026-01-02T03:04:05.678Z',
  recordedAt: '2026-01-02T03:04:05.678Z',
  meta: { commandId: `c${index}`, bodyHash: '', occurredAt: '2026-01-02T03:04:05.678Z', correlationId: 'x' },
  ...more,
});
const told = (index: number, more: Partial<Acknowledged> = {}): Acknowledged => ({
  client: 1,
  sequence: index,
  kind: 'ask',
  key: `k${index}`,
  id: `q${index}`,
  position: position(index),
  attempts: 1,
  ...more,
});
const log = [1, 2, 3].map((index) => asked(index));
const all = [1, 2, 3].map((index) => told(index));

it('finds nothing wrong with a sound log', () => {
  expect(anomaliesOf(log, all)).toEqual({ lost: [], doubled: [], outOfOrder: [] });
});

it('names what was acknowledged and is not there, or is another', () => {
  expect(anomaliesOf(log.slice(0, 2), all).lost).toHaveLength(1);
  expect(anomaliesOf(log, [told(1, { id: 'q2' })]).lost).toHaveLength(1);
});

it('names what is there twice', () => {
  const again = asked(2, { position: position(9), stream: 'question-other' });
  expect(anomaliesOf([...log, again], all).doubled).toHaveLength(1);
});

it('names a gap in a stream', () => {
  expect(anomaliesOf([...log, asked(4, { stream: 'question-q1', revision: 2 })], all).outOfOrder).toHaveLength(1);
});

it('names a client whose later command stands before an earlier one', () => {
  expect(anomaliesOf(log, [told(1, { sequence: 2 }), told(2, { sequence: 1 })]).outOfOrder).toHaveLength(1);
});
