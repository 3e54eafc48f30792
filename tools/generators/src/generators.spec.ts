import readModel from './read-model/generator.mjs';
import slice from './slice/generator.mjs';
import { complaintsOn, workspaceTree } from './testing/workspace-tree.ts';

const read = (tree: ReturnType<typeof workspaceTree>, path: string) => tree.read(path, 'utf8') ?? '';

const tree = workspaceTree();
beforeAll(async () => {
  await slice(tree, { name: 'pin-answer', event: 'AnswerPinned', context: 'answers' });
  await slice(tree, { name: 'feature-mentor', event: 'MentorFeatured', context: 'mentors', access: 'moderator' });
  await slice(tree, { name: 'lock-question', event: 'QuestionLocked', context: 'questions', segment: 'lock' });
  await readModel(tree, { name: 'newest-questions' });
  await readModel(tree, { name: 'newest-mentors', event: 'MentorRegistered', key: 'mentorId' });
}, 60_000);

describe('nx g @stoa/generators:slice', () => {
  it('declares command and event, with a golden file', () => {
    expect(read(tree, 'libs/contracts/src/answers/commands.ts')).toContain(
      "class PinAnswer extends command('PinAnswer', answer)",
    );
    expect(read(tree, 'libs/contracts/src/answers/events.ts')).toContain("AnswerPinned = event('AnswerPinned.v1', answer)");
    expect(read(tree, 'libs/contracts/src/registry.ts').match(/\bAnswerPinned\b/g)).toHaveLength(2);
    expect(Object.keys(JSON.parse(read(tree, 'libs/contracts/golden/AnswerPinned.v1.json')).stored as object)).toEqual([
      'questionId',
      'answerId',
    ]);
  });

  it('routes the event of another topic by its key', () => {
    expect(read(tree, 'libs/contracts/src/topics.ts')).toMatch(
      /case 'MentorFeatured\.v1':(\s+case (?:'\w+\.v\d'|\w+\.type):)*\s+return \{ topic: 'stoa\.mentors\.v1'/,
    );
    expect(read(tree, 'libs/contracts/src/topics.ts')).not.toContain('AnswerPinned');
  });

  it('decides it, idempotently', () => {
    const decider = read(tree, 'libs/contexts/answers/src/answer.ts');
    expect(decider).toContain("case 'AnswerPinned.v1':\n      return { ...answer, pinned: true };");
    expect(decider).toContain('return answer.pinned ? [] : [AnswerPinned(');
    expect(read(tree, 'libs/contexts/answers/src/answer-commands.handler.ts')).toContain('class PinAnswerHandler');
    expect(read(tree, 'libs/contexts/answers/src/pin-answer.spec.ts')).toContain("it('is pinned once'");
  });

  it('serves it, for whom it was told', () => {
    const operations = read(tree, 'libs/api/src/routes/operations.ts');
    expect(operations).toMatch(/pinAnswer: .*'PUT', path: '\/v1\/answers\/\{answerId\}\/pinned'/);
    expect(operations).toMatch(/lockQuestion: .*path: '\/v1\/questions\/\{questionId\}\/lock'/);
    expect(read(tree, 'libs/api/src/access/policy.ts')).toContain("featureMentor: 'moderator'");
  });

  it('refuses an event that there is', async () => {
    const again = slice(tree, { name: 'pin-answer', event: 'AnswerPinned', context: 'answers' });
    await expect(again).rejects.toThrow('There is an event AnswerPinned.v1');
  });
});

describe('nx g @stoa/generators:read-model', () => {
  it('makes a folder with entities, projection, query and a spec', () => {
    expect(tree.children('libs/read-models/src/newest-mentors').sort()).toEqual([
      'newest-mentors.entities.ts',
      'newest-mentors.projection.ts',
      'newest-mentors.query.ts',
      'newest-mentors.spec.ts',
    ]);
    expect(read(tree, 'libs/contracts/src/mentors/newest-mentors-queries.ts')).toContain("query(\n  'GetNewestMentors'");
  });

  it('registers what it makes', () => {
    expect(read(tree, 'libs/contracts/src/index.ts')).toContain("export * from './mentors/newest-mentors-queries.ts'");
    expect(read(tree, 'libs/read-models/src/projections.ts')).toMatch(/newestQuestions,\s+newestMentors,/);
    expect(read(tree, 'libs/read-models/src/read-models.module.ts')).toMatch(
      /GetNewestQuestionsHandler,\s+GetNewestMentorsHandler,/,
    );
    expect(read(tree, 'libs/contracts/src/ownership.spec.ts')).toContain("'GetNewestMentors'");
  });

  it('refuses a name that is taken, and an event that nobody declares', async () => {
    await expect(readModel(tree, { name: 'newest-mentors' })).rejects.toThrow('There is a read model newest-mentors');
    await expect(readModel(tree, { name: 'more', event: 'QuestionPraised' })).rejects.toThrow('QuestionPraised');
  });
});

it('what they make compiles', () => expect(complaintsOn(tree)).toEqual([]), 120_000);

it('the compiler sees what a generator gets wrong', async () => {
  const wrong = workspaceTree();
  await readModel(wrong, { name: 'newest-mentors', event: 'MentorRegistered', key: 'questionId' });
  expect(complaintsOn(wrong).join('\n')).toContain("Property 'questionId' does not exist");
}, 120_000);
