import { ListQuestions } from '@stoa/contracts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { at, idOf, questionAsked, questionWithdrawn } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { questionList } from './question-list.projection.ts';
import { ListQuestionsHandler } from './question-list.query.ts';

const { given } = readModelScenario(withGeneration, questionList);
const list = (limit: number, cursor?: string) => (readModels: ReadModels) =>
  new ListQuestionsHandler(readModels).execute(new ListQuestions({ limit, ...(cursor === undefined ? {} : { cursor }) }));
const asked = (day: number) =>
  at(`2026-03-0${day}T10:00:00.000Z`, questionAsked({ questionId: idOf(`day ${day}`), slug: `day-${day}`, title: `Day ${day}` }));

it('is empty where nothing was asked', () => given().when(list(10)).thenResult({ items: [], next: null }));

it('gives the newest first, without withdrawn ones', () =>
  given(asked(1), asked(3), asked(2), questionWithdrawn({ questionId: idOf('day 3') }))
    .when(list(10))
    .thenResult({ items: [{ title: 'Day 2' }, { title: 'Day 1' }], next: null }));

it('goes on after the last entry seen, whatever was asked meanwhile', async () => {
  let next: string | null = null;
  await given(asked(1), asked(2), asked(3))
    .when(async (readModels) => ({ next } = await list(2)(readModels)))
    .thenResult({ items: [{ title: 'Day 3' }, { title: 'Day 2' }] });
  await given(asked(1), asked(2), asked(3), asked(4))
    .when(list(2, next!))
    .thenResult({ items: [{ title: 'Day 1' }], next: null });
});

it('refuses a cursor that is none of its own', () => given().when(list(10, 'none')).thenFails('validation-failed'));
