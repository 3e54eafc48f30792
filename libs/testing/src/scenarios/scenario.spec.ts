import { Refusal, type Decider, type DomainEvent } from '@stoa/kernel';
import { questionClosed, questionReopened, topicCreated } from '../index.ts';
import { scenario } from './scenario.ts';

class Closed extends Refusal {
  constructor() {
    super('question-closed', 'Closed.');
  }
}
type Door = Decider<boolean, 'close' | 'knock', DomainEvent, { locked: boolean }>;
const door: Door = {
  initial: false,
  evolve: (_closed, { type }) => type === 'QuestionClosed.v1',
  decide: (command, closed, { locked }) => {
    if (locked) throw new Closed();
    if (command === 'knock') return [topicCreated()];
    return closed ? [] : [questionClosed()];
  },
};
const { given } = scenario(door, { locked: false });

it('holds where it should', () => {
  given().when('close').then(questionClosed());
  given(questionClosed()).when('close').thenNothing();
  given(questionClosed(), questionReopened()).when('close').then(questionClosed());
  given().when('close', { locked: true }).thenFails(Closed);
  given().when('close', { locked: true }).thenFails('question-closed');
});

it.each([
  ['other events', () => given().when('close').then(questionReopened())],
  [
    'other data',
    () =>
      given()
        .when('close')
        .then(questionClosed({ reason: 'Else' })),
  ],
  ['nothing where something is expected', () => given(questionClosed()).when('close').then(questionClosed())],
  ['something where nothing is expected', () => given().when('close').thenNothing()],
  ['a second effect of the same command', () => given().when('knock').then(topicCreated())],
  ['no refusal', () => given().when('close').thenFails(Closed)],
  ['another refusal', () => given().when('close', { locked: true }).thenFails('gone')],
])('notices %s', (_what, test) => expect(test).toThrow());

it('notices an event that does not fit its contract', () => {
  const broken: Door = { ...door, decide: () => [{ type: 'QuestionClosed.v1', data: {} }] };
  const test = () => scenario(broken, { locked: false }).given().when('close').then({ type: 'QuestionClosed.v1', data: {} });
  expect(test).toThrow('questionId');
});
