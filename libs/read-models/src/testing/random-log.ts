import type { DomainEvent, RecordedEvent } from '@stoa/kernel';
import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRatingCleared,
  AnswerRestored,
  AnswerRevised,
  AnswerUnaccepted,
  AnswerWithdrawn,
  MemberRegistered,
  MemberRolesChanged,
  MentorProfileChanged,
  MentorRegistered,
  MentorUnverified,
  MentorVerified,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionRated,
  QuestionRatingCleared,
  QuestionReopened,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
  TokenIssued,
  TokenRevoked,
  TopicCreated,
  ViewsImported,
  checkedEvent,
  type ClassifiedFact,
  type RatingValue,
} from '@stoa/contracts';
import { randomFacts } from '@stoa/contracts/testing/facts';
import { derivedId } from '@stoa/kernel';
import { automated, restated, sealed } from './sealed-views.ts';

const TOPICS = ['event-sourcing', 'writing', 'user-research', 'careers'];
const MENTORS = 6;
/** Times are drawn around turns of years, where months and ISO weeks part. */
const TIMES = ['2020-12-28', '2021-01-03', '2021-01-04', '2022-01-01', '2024-02-29', '2024-12-30', '2025-06-15'];

interface Question {
  id: string;
  topics: string[];
  closed: boolean;
  withdrawn: boolean;
  accepted: { answerId: string; at: string } | null;
}
interface Answer {
  id: string;
  mentorId: string;
  question: Question;
  withdrawn: boolean;
}
type Rating = { value: RatingValue; at: string };

/** A log that real commands could have left, of about `size` events: every event type that a page or a board folds, in a random but possible order. */
export function randomLog(seed: number, size: number): RecordedEvent[] {
  const random = seeded(seed);
  const one = <V>(from: readonly V[]): V => from[Math.floor(random() * from.length)] as V;
  const id = () => derivedId('random', String(seed), String(events.length));
  const subset = () => TOPICS.filter(() => random() < 0.4);
  const events: RecordedEvent[] = [];
  const questions: Question[] = [];
  const answers: Answer[] = [];
  const ratings = new Map<string, Rating>();
  const tokens: { memberId: string; tokenId: string }[] = [];
  const mentors = Array.from({ length: MENTORS }, (_, index) => ({
    mentorId: derivedId('m', String(index)),
    memberId: derivedId('u', String(index)),
  }));
  let at = '';
  const record = (event: DomainEvent) => {
    const position = String(events.length + 1).padStart(16, '0');
    const meta = { commandId: position, bodyHash: '', occurredAt: at, correlationId: '' };
    events.push({
      ...checkedEvent(event),
      id: position,
      stream: `s-${position}`,
      revision: 0,
      position,
      occurredAt: at,
      recordedAt: at,
      meta,
    });
  };
  const slugOf = (questionId: string) => `q-${questionId.slice(0, 13)}`;
  const batches: { shard: number; facts: ClassifiedFact[] }[] = [];
  const former = (key: string) => ratings.get(key) ?? null;
  const profile = () => ({
    displayName: `Mentor ${Math.floor(random() * 99)}`,
    title: one(['', 'Editor']),
    company: one(['', 'Kettle & Co']),
    yearsOfExperience: one([null, 0, 12]),
    bio: '',
    links: [],
  });

  const steps: (() => void)[] = [
    function ask() {
      const question: Question = { id: id(), topics: subset(), closed: false, withdrawn: false, accepted: null };
      questions.push(question);
      record(
        QuestionAsked({
          questionId: question.id,
          slug: slugOf(question.id),
          askerId: id(),
          askerDisplayName: 'Ada',
          title: 'Why?',
          body: 'Because.',
          topics: question.topics,
        }),
      );
    },
    function answer() {
      const question = one(questions);
      const mentor = one(mentors);
      const answered: Answer = { id: id(), mentorId: mentor.mentorId, question, withdrawn: false };
      answers.push(answered);
      const byline = { displayName: 'Ada', title: '', company: '', yearsOfExperience: one([null, 7]) };
      record(
        AnswerPublished({
          questionId: question.id,
          answerId: answered.id,
          ...mentor,
          handle: 'ada',
          byline,
          body: 'It depends.',
        }),
      );
    },
    function edit() {
      record(
        QuestionEdited({
          questionId: one(questions).id,
          editorId: id(),
          askerId: id(),
          title: `Why ${events.length}?`,
          body: 'Edited.',
        }),
      );
    },
    function revise() {
      const { id: answerId, question } = one(answers);
      record(
        AnswerRevised({ questionId: question.id, answerId, editorId: id(), memberId: id(), body: `Revised ${events.length}.` }),
      );
    },
    function retag() {
      const question = one(questions);
      const topics = subset();
      record(QuestionRetagged({ questionId: question.id, topics, former: question.topics }));
      question.topics = topics;
    },
    function closeOrReopen() {
      const question = one(questions);
      question.closed = !question.closed;
      const { id: questionId } = question;
      record(question.closed ? QuestionClosed({ questionId, reason: 'Answered elsewhere' }) : QuestionReopened({ questionId }));
    },
    function withdrawOrRestoreQuestion() {
      const question = one(questions);
      question.withdrawn = !question.withdrawn;
      record(question.withdrawn ? QuestionWithdrawn({ questionId: question.id }) : QuestionRestored({ questionId: question.id }));
    },
    function withdrawOrRestoreAnswer() {
      const answer = one(answers);
      answer.withdrawn = !answer.withdrawn;
      const key = { questionId: answer.question.id, answerId: answer.id };
      record(answer.withdrawn ? AnswerWithdrawn(key) : AnswerRestored(key));
    },
    function accept() {
      const { id: answerId, question } = one(answers);
      if (question.accepted)
        record(
          AnswerUnaccepted({ questionId: question.id, answerId: question.accepted.answerId, acceptedAt: question.accepted.at }),
        );
      const again = question.accepted?.answerId === answerId;
      question.accepted = again ? null : { answerId, at };
      if (!again) record(AnswerAccepted({ questionId: question.id, answerId }));
    },
    function rateQuestion() {
      const { id: questionId } = one(questions);
      const memberId = derivedId('rater', String(Math.floor(random() * 5)));
      const before = former(`${questionId}/${memberId}`);
      const value = one(['helpful', 'not-helpful'] as const);
      if (before && random() < 0.3) {
        ratings.delete(`${questionId}/${memberId}`);
        return record(QuestionRatingCleared({ questionId, memberId, former: before }));
      }
      ratings.set(`${questionId}/${memberId}`, { value, at });
      record(QuestionRated({ questionId, memberId, value, former: before }));
    },
    function mentor() {
      const who = one(mentors);
      record(
        one([
          MentorProfileChanged({ ...who, ...profile() }),
          MentorVerified({ ...who, evidence: 'public-profile' }),
          MentorUnverified(who),
        ]),
      );
    },
    function roles() {
      record(
        MemberRolesChanged({
          memberId: one(mentors).memberId,
          roles: one([['member'], ['member', 'moderator'], ['admin'], ['member', 'analyst']]),
        }),
      );
    },
    function token() {
      const known = tokens.pop();
      if (known) return record(TokenRevoked(known));
      const issued = { memberId: one(mentors).memberId, tokenId: id() };
      tokens.push(issued);
      record(TokenIssued({ ...issued, secretHash: '0'.repeat(64), label: 'laptop', expiresAt: null }));
    },
    function views() {
      const counts = Array.from({ length: 3 }, () => ({
        questionId: one(questions).id,
        answerId: null,
        views: 1 + Math.floor(random() * 9),
      }));
      const { id: answerId, question } = one(answers);
      record(
        ViewsImported({
          shard: Math.floor(random() * 16),
          source: 'test',
          counts: [...counts, { questionId: question.id, answerId, views: 2 }],
          offset: null,
        }),
      );
    },
    function readers() {
      const shard = Math.floor(random() * 4);
      const facts = randomFacts(12, events.length + seed * 1000, { from: Date.parse(at) }).map((fact, index) => {
        const { id: answerId, mentorId, question } = one(answers);
        const target = { questionId: question.id, slug: slugOf(question.id), company: null, topics: question.topics };
        if (index % 9 === 0) return { ...fact, target: { ...target, answerId: null, mentorId: null } };
        return { ...fact, target: { ...target, answerId, mentorId, company: fact.target!.company } };
      });
      batches.push({ shard, facts });
      record(sealed(facts, shard));
    },
    function otherRules() {
      if (batches.length === 0) return;
      const { shard, facts } = batches.splice(Math.floor(random() * batches.length), 1)[0]!;
      record(
        restated(
          facts
            .filter(() => random() < 0.4)
            .concat(facts[0]!)
            .sort((a, b) => a.at - b.at),
          automated,
          shard,
        ),
      );
    },
  ];
  function rateAnswer() {
    const { id: answerId, question } = one(answers);
    const memberId = derivedId('rater', String(Math.floor(random() * 5)));
    const before = former(`${answerId}/${memberId}`);
    const value = one(['helpful', 'not-helpful'] as const);
    const key = { questionId: question.id, answerId, memberId };
    if (before && random() < 0.3) {
      ratings.delete(`${answerId}/${memberId}`);
      return record(AnswerRatingCleared({ ...key, former: before }));
    }
    ratings.set(`${answerId}/${memberId}`, { value, at });
    record(AnswerRated({ ...key, value, former: before }));
  }

  const tick = () => (at = `${one(TIMES)}T${String(Math.floor(random() * 24)).padStart(2, '0')}:00:00.000Z`);
  tick();
  for (const topic of TOPICS) record(TopicCreated({ topic, name: topic.replaceAll('-', ' ') }));
  for (const { memberId } of mentors) record(MemberRegistered({ memberId, displayName: 'Ada', roles: ['member'] }));
  for (const [index, who] of mentors.entries()) record(MentorRegistered({ ...who, handle: `mentor-${index}`, ...profile() }));
  steps[0]?.();
  steps[1]?.();
  while (events.length < size) {
    tick();
    if (random() < 0.4) rateAnswer();
    else one(steps)();
  }
  return events;
}

/** mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
