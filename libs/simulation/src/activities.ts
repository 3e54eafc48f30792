import * as contracts from '@stoa/contracts';
import { sha256, type CommandContext, type CommandMessage, type Principal } from '@stoa/kernel';
import type { Random } from '@stoa/testing';
import { TOPICS, markdown, profile, questionTitle, topics } from './words.ts';
import { popular, type World } from './world.ts';

/** The class of any command, whatever its data. */
interface CommandClass {
  new (data: never, context: CommandContext): CommandMessage;
  readonly type: string;
  readonly schema: { parse(data: unknown): unknown };
}

/** What somebody wants: the command's class, its data as a request brings it, who asks, and what the world remembers of it. */
export interface Wish {
  readonly command: CommandClass;
  readonly data: object;
  readonly by: Principal;
  remember?(id: string): void;
}
type Activity = (world: World, random: Random) => Wish;

const RATINGS = ['helpful', 'helpful', 'helpful', 'not-helpful', 'clear'] as const;
const EVIDENCE = ['company-email', 'public-profile'] as const;

const question = ({ questions }: World, random: Random) => popular(random, questions);
const answer = ({ answers }: World, random: Random) => popular(random, answers);
const aMember = ({ members }: World, random: Random) => random.one(members);

/** Something that the asker of a question, or an admin now and then, does to it. */
const byAsker =
  (command: CommandClass, more: (random: Random) => object = () => ({})): Activity =>
  (world, random) => {
    const { questionId, by } = question(world, random);
    return { command, data: { questionId, ...more(random) }, by: random.chance(0.1) ? world.admin : by };
  };
const byModerator =
  (command: CommandClass, more: object = {}): Activity =>
  (world, random) => ({ command, data: { questionId: question(world, random).questionId, ...more }, by: world.admin });
const byAuthor =
  (command: CommandClass, more: (random: Random) => object = () => ({})): Activity =>
  (world, random) => {
    const { answerId, by } = answer(world, random);
    return { command, data: { answerId, ...more(random) }, by: random.chance(0.1) ? world.admin : by };
  };
const answerByModerator =
  (command: CommandClass): Activity =>
  (world, random) => ({ command, data: { answerId: answer(world, random).answerId }, by: world.admin });
const byMentor =
  (command: CommandClass, more: (random: Random) => object): Activity =>
  (world, random) => {
    const { mentorId, by } = random.one(world.mentors);
    return { command, data: { mentorId, ...more(random) }, by };
  };

export const ask: Activity = (world, random) => {
  const by = aMember(world, random);
  const data = { title: questionTitle(random), body: markdown(random), topics: topics(random) };
  return { command: contracts.AskQuestion, data, by, remember: (questionId) => void world.questions.push({ questionId, by }) };
};

export const giveAnswer: Activity = (world, random) => {
  const { by } = random.one(world.mentors);
  const { questionId } = question(world, random);
  const remember = (answerId: string) => void world.answers.push({ answerId, questionId, by });
  return { command: contracts.AnswerQuestion, data: { questionId, body: markdown(random) }, by, remember };
};

const accept: Activity = (world, random) => {
  const { answerId, questionId } = answer(world, random);
  const by = world.questions.find((asked) => asked.questionId === questionId)?.by ?? world.admin;
  return { command: contracts.AcceptAnswer, data: { questionId, answerId }, by };
};
const rateAnswer: Activity = (world, random) => ({
  command: contracts.RateAnswer,
  data: { answerId: answer(world, random).answerId, rating: random.one(RATINGS) },
  by: aMember(world, random),
});
const rateQuestion: Activity = (world, random) => ({
  command: contracts.RateQuestion,
  data: { questionId: question(world, random).questionId, rating: random.one(RATINGS) },
  by: aMember(world, random),
});

const importViews: Activity = (world, random) => {
  const counts = Array.from({ length: 1 + random.below(4) }, () => {
    const { questionId, answerId } = answer(world, random);
    return { questionId, answerId: random.chance(0.5) ? answerId : null, views: 1 + random.below(500) };
  });
  return { command: contracts.ImportViews, data: { source: 'another site', counts }, by: world.admin };
};

const verify: Activity = (world, random) => {
  const { mentorId } = random.one(world.mentors);
  if (random.chance(0.3)) return { command: contracts.UnverifyMentor, data: { mentorId }, by: world.admin };
  return { command: contracts.VerifyMentor, data: { mentorId, evidence: random.one(EVIDENCE) }, by: world.admin };
};

const changeRoles: Activity = (world, random) => {
  const roles = random.chance(0.5) ? ['member', 'moderator'] : ['member'];
  return { command: contracts.ChangeRoles, data: { memberId: aMember(world, random).memberId, roles }, by: world.admin };
};
const suspend: Activity = (world, random) => {
  const { memberId } = aMember(world, random);
  if (random.chance(0.5)) return { command: contracts.ReinstateMember, data: { memberId }, by: world.admin };
  return { command: contracts.SuspendMember, data: { memberId, reason: 'Advertising' }, by: world.admin };
};
const issueToken: Activity = (world, random) => {
  const by = aMember(world, random);
  const data = { memberId: by.memberId, secretHash: sha256(String(random.fraction())), label: 'laptop', expiresAt: null };
  return { command: contracts.IssueToken, data, by, remember: (tokenId) => void world.tokens.push({ tokenId, by }) };
};
const revokeToken: Activity = (world, random) => {
  if (world.tokens.length === 0) return issueToken(world, random);
  const { tokenId, by } = random.one(world.tokens);
  return { command: contracts.RevokeToken, data: { memberId: by.memberId, tokenId }, by };
};

/** What people do, with how often they do it. */
const OFTEN: readonly (readonly [number, Activity])[] = [
  [40, rateAnswer],
  [8, rateQuestion],
  [12, giveAnswer],
  [7, ask],
  [6, accept],
  [2, byAsker(contracts.UnacceptAnswer)],
  [3, byAsker(contracts.EditQuestion, (random) => ({ title: questionTitle(random), body: markdown(random) }))],
  [4, byAsker(contracts.RetagQuestion, (random) => ({ topics: topics(random) }))],
  [2, byAsker(contracts.WithdrawQuestion)],
  [4, byAsker(contracts.RestoreQuestion)],
  [2, byModerator(contracts.CloseQuestion, { reason: 'Asked before' })],
  [3, byModerator(contracts.ReopenQuestion)],
  [4, byAuthor(contracts.ReviseAnswer, (random) => ({ body: markdown(random) }))],
  [3, byAuthor(contracts.WithdrawAnswer)],
  [4, byAuthor(contracts.RestoreAnswer)],
  [1, byModerator(contracts.WithdrawQuestion)],
  [2, byModerator(contracts.RestoreQuestion)],
  [1, answerByModerator(contracts.WithdrawAnswer)],
  [2, answerByModerator(contracts.RestoreAnswer)],
  [3, byMentor(contracts.ChangeMentorProfile, profile)],
  [2, byMentor(contracts.AddExpertise, (random) => ({ topic: random.one(TOPICS) }))],
  [1, byMentor(contracts.DropExpertise, (random) => ({ topic: contracts.topicKeyOf(random.one(TOPICS)) }))],
  [2, verify],
  [4, importViews],
  [1, changeRoles],
  [1, suspend],
  [1, issueToken],
  [1, revokeToken],
];
const DRAWN = OFTEN.flatMap(([times, activity]) => Array.from({ length: times }, () => activity));

export const anything: Activity = (world, random) => random.one(DRAWN)(world, random);
