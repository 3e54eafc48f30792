import { operations, type OperationName } from '../routes/operations.ts';
import { placesOf } from './places.ts';

const names = Object.keys(operations) as OperationName[];
const kindOf = (name: OperationName) => placesOf('one')(name)?.kind;

it('never refuses health, files, and what operators look at', () =>
  expect(names.filter((name) => kindOf(name) === undefined).sort()).toEqual(
    ['asset', 'getRebuild', 'getVerification', 'listProjections', 'listSetAside', 'live', 'ready'].sort(),
  ));

it('refuses whatever asks about views first', () =>
  expect(names.filter((name) => kindOf(name) === 'analytics').sort()).toEqual(
    ['answerDashboardPage', 'dashboardPage', 'explainViews', 'explanationPage', 'livePage', 'mentorDashboardPage', 'queryAnalytics', 'questionDashboardPage'], // prettier-ignore
  ));

it('refuses commands, and views that are told once, last', () => {
  const writes = names.filter((name) => kindOf(name) === 'writes').sort();
  const commands = names.filter((name) => 'command' in operations[name]);
  expect(writes).toEqual([...commands, 'tellViews'].sort());
});

it('lets commands of one process wait for one store, and those of a gateway for their services', () => {
  const lane = (lanes: 'one' | 'per-service', name: OperationName) => placesOf(lanes)(name)?.lane;
  expect(['askQuestion', 'answerQuestion'].map((name) => lane('one', name as OperationName))).toEqual(['store', 'store']);
  expect(['askQuestion', 'answerQuestion', 'registerMember', 'importViews', 'startRebuild'].map((name) => lane('per-service', name as OperationName))).toEqual(['questions', 'answers', 'mentors', 'view-analytics', 'own']); // prettier-ignore
});

it('knows nothing of what is no operation', () => expect(placesOf('one')(undefined)).toBeUndefined());
