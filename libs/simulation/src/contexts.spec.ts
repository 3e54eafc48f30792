import * as contracts from '@stoa/contracts';
import type { CommandMessage, EventStore } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { startContexts, type Contexts } from './contexts.ts';

let store: EventStore;
let contexts: Contexts;
beforeEach(async () => {
  store = await stores.storeWith(
    t.memberRegistered(),
    t.memberRegistered({ memberId: t.ben.memberId, displayName: 'Ben Okafor' }),
    t.questionAsked(),
    t.slugReserved(),
    t.answerPublished(),
  );
  contexts = await startContexts(store);
});
afterEach(() => contexts.close());

const commands = Object.entries(t).flatMap(([name, make]) => {
  if (typeof make !== 'function' || make.length > 0) return [];
  const made = (make as () => Partial<CommandMessage>)();
  return made && 'context' in made ? [[name, made as CommandMessage] as const] : [];
});

it('there is a builder for every command that a process owns', () => {
  const named = contracts.serviceNames.flatMap((service) => contracts.owned[service].commands.map(({ type }) => type));
  expect(commands.map(([, { type }]) => type).sort()).toEqual(named.sort());
});

it.each(commands)('%s finds the one who carries it out', async (_name, command) => {
  const outcome = await contexts.execute(command).catch((error: { code?: string }) => error.code ?? error);
  if (typeof outcome === 'string') expect(['not-found', 'forbidden', 'gone']).toContain(outcome);
  else expect(outcome).toMatchObject({ id: expect.any(String), revision: expect.any(Number), position: expect.any(String) });
});

it('resources are answered from their streams', async () => {
  const slug = 'how-do-you-price-a-workshop';
  expect(await contexts.ask(new contracts.GetQuestion({ idOrSlug: slug }))).toMatchObject({ id: t.questionId, revision: 0 });
  expect((await contexts.ask(new contracts.GetQuestionRevisions({ idOrSlug: t.questionId, limit: 9 }))).items).toHaveLength(1);
  expect(await contexts.ask(new contracts.GetAnswer({ answerId: t.answerId }))).toMatchObject({ byline: t.byline });
  expect((await contexts.ask(new contracts.GetAnswerRevisions({ answerId: t.answerId, limit: 9 }))).items).toHaveLength(1);
  await contexts.execute(t.registerMentor());
  expect(await contexts.ask(new contracts.GetMentor({ idOrHandle: 'ben' }))).toMatchObject({ id: t.mentorId });
});
