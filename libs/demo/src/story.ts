import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRevised,
  ExpertiseAdded,
  HandleReserved,
  MemberRegistered,
  MentorRegistered,
  MentorVerified,
  QuestionAsked,
  QuestionClosed,
  QuestionRated,
  QuestionWithdrawn,
  SlugReserved,
  TopicCreated,
  ViewsImported,
  answerStream,
  handleStream,
  memberStream,
  mentorIdOf,
  mentorStream,
  questionStream,
  ratingStream,
  slugOf,
  slugStream,
  topicKeyOf,
  topicStream,
  viewShardOf,
  viewsStream,
} from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import type { DemoAnswer, DemoMentor, DemoQuestion } from './content/content.ts';
import { seeded } from './chance.ts';
import type { DemoLog } from './demo-log.ts';
import type { AnswerOnPage, Page } from './views/page.ts';

/** The community's year ends here; it begins a year before. */
const END = Date.UTC(2026, 9, 31, 18);
const DAY = 86_400_000;
const READERS = 120;
const FIRST_NAMES = ['Ada', 'Bilal', 'Chloé', 'Daan', 'Elif', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Keiko', 'Lars'];
const LAST_NAMES = ['Albrecht', 'Bianchi', 'Castillo', 'Dlamini', 'Eriksen', 'Fontaine', 'Gruber', 'Hussain', 'Ibarra', 'Jensen'];

const memberOf = (name: string) => derivedId('demo', 'member', name);
const readers = Array.from({ length: READERS }, (_, index) => `${FIRST_NAMES[index % 12]} ${LAST_NAMES[Math.floor(index / 12)]}`);

/** What readers can look at, and who is known to the site. */
export interface Community {
  readonly pages: readonly Page[];
  readonly members: readonly string[];
  readonly moderator: string;
}

/** Tells a year of the community into a log. Nothing is left to chance: the same content gives the same year. */
export function tellStory(log: DemoLog, mentors: readonly DemoMentor[], questions: readonly DemoQuestion[]): Community {
  const random = seeded(20_261_031);
  const before = (days: number) => new Date(END - days * DAY - Math.floor(random() * DAY));
  for (const name of readers)
    log.add(
      before(370),
      memberStream(memberOf(name)),
      MemberRegistered({ memberId: memberOf(name), displayName: name, roles: ['member'] }),
    );
  const moderator = memberOf(readers[0]!);
  for (const mentor of mentors) register(mentor);
  const known = new Set<string>();
  const views = new Map<number, { questionId: string; answerId: string | null; views: number }[]>();
  const pages = questions.map((question, index) => ask(question, 350 - (index * 330) / questions.length));
  for (const [shard, counts] of [...views].sort(([a], [b]) => a - b))
    log.add(new Date(END), viewsStream(shard), ViewsImported({ shard, source: 'demo', counts, offset: null }));
  return { pages, members: readers.map(memberOf), moderator };

  function register({ handle, displayName, title, company, yearsOfExperience, bio = '', expertise, verified }: DemoMentor): void {
    const memberId = memberOf(handle);
    const mentorId = mentorIdOf(memberId);
    const profile = { displayName, title, company, yearsOfExperience: yearsOfExperience ?? null };
    const at = before(369);
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
    log.add(at, memberStream(memberId), MemberRegistered({ memberId, displayName, roles: ['member'] }), memberId);
    log.add(later(1), handleStream(handle), HandleReserved({ handle, mentorId }), memberId);
    log.add(
      later(2),
      mentorStream(mentorId),
      MentorRegistered({ mentorId, memberId, handle, ...profile, bio, links: [] }),
      memberId,
    );
    for (const topic of expertise)
      log.add(
        later(3),
        mentorStream(mentorId),
        ExpertiseAdded({ mentorId, memberId, topic: topicKeyOf(topic), name: topic }),
        memberId,
      );
    if (verified)
      log.add(
        later(600),
        mentorStream(mentorId),
        MentorVerified({
          mentorId,
          memberId,
          evidence: 'public-profile',
          verifierId: moderator,
          identity: { displayName, title, company },
        }),
        moderator,
      );
  }

  function ask(question: DemoQuestion, days: number): Page {
    const questionId = derivedId('demo', 'question', question.title);
    const asker = readers[Math.floor(random() * READERS)]!;
    const askerId = memberOf(asker);
    const at = before(days);
    for (const name of question.topics) {
      const topic = topicKeyOf(name);
      if (!known.has(topic)) log.add(new Date(at.getTime() - 2000), topicStream(topic), TopicCreated({ topic, name }), askerId);
      known.add(topic);
    }
    const slug = slugOf(question.title, 'question');
    log.add(new Date(at.getTime() - 1000), slugStream(slug), SlugReserved({ slug, questionId }), askerId);
    const topics = question.topics.map(topicKeyOf);
    log.add(
      at,
      questionStream(questionId),
      QuestionAsked({
        questionId,
        slug,
        askerId,
        askerDisplayName: asker,
        title: question.title,
        body: question.body ?? '',
        topics,
      }),
      askerId,
    );
    seen(questionId, null, 200 + Math.floor(2500 * random() ** 3));
    for (const name of drawn(3 + Math.floor(random() * 12), asker)) {
      const memberId = memberOf(name);
      const event = QuestionRated({ questionId, memberId, value: random() < 0.9 ? 'helpful' : 'not-helpful', former: null });
      log.add(after(at), ratingStream(questionId, memberId), event, memberId);
    }
    const answers = question.answers.map((answer, index) => ({ ...answered(answer, questionId, at, index), index }));
    const accepted = answers.find(({ index }) => index === question.accepted);
    if (accepted)
      log.add(
        new Date(accepted.at.getTime() + 3 * DAY),
        questionStream(questionId),
        AnswerAccepted({ questionId, answerId: accepted.answerId }),
        askerId,
      );
    if (question.closed)
      log.add(
        new Date(END - DAY),
        questionStream(questionId),
        QuestionClosed({ questionId, reason: question.closed }),
        moderator,
      );
    if (question.withdrawn)
      log.add(new Date(END - DAY), questionStream(questionId), QuestionWithdrawn({ questionId, by: 'author' }), askerId);
    const until = question.withdrawn ? END - DAY : Infinity;
    return { questionId, slug, askerId, topics, at: at.getTime(), until, answers: answers.map(onPage) };
  }

  function answered(
    { by, body, quality }: DemoAnswer,
    questionId: string,
    asked: Date,
    index: number,
  ): { answerId: string; at: Date; memberId: string; company: string } {
    const mentor = mentors.find(({ handle }) => handle === by);
    if (!mentor) throw new Error(`The demo has no mentor ${by}`);
    const memberId = memberOf(by);
    const answerId = derivedId('demo', 'answer', questionId, String(index));
    const at = new Date(asked.getTime() + (index + random()) * 2 * DAY);
    const byline = {
      displayName: mentor.displayName,
      title: mentor.title,
      company: mentor.company,
      yearsOfExperience: mentor.yearsOfExperience ?? null,
    };
    const revised = random() < 0.15;
    const key = { questionId, answerId };
    const first = revised ? body.replace(/\n\n[^\n]*$/, '') : body;
    log.add(
      at,
      answerStream(answerId),
      AnswerPublished({ ...key, mentorId: mentorIdOf(memberId), memberId, handle: by, byline, body: first }),
      memberId,
    );
    if (first !== body)
      log.add(
        new Date(at.getTime() + DAY),
        answerStream(answerId),
        AnswerRevised({ ...key, editorId: memberId, memberId, body }),
        memberId,
      );
    seen(questionId, answerId, 80 + Math.floor(1800 * quality * random() ** 2));
    for (const name of drawn(4 + Math.floor(60 * quality * random()), by)) {
      const rater = memberOf(name);
      const event = AnswerRated({ ...key, memberId: rater, value: random() < quality ? 'helpful' : 'not-helpful', former: null });
      log.add(after(at), ratingStream(answerId, rater), event, rater);
    }
    return { answerId, at, memberId, company: mentor.company };
  }

  function seen(questionId: string, answerId: string | null, count: number): void {
    const shard = viewShardOf(questionId);
    views.set(shard, [...(views.get(shard) ?? []), { questionId, answerId, views: count }]);
  }
  /** Some readers, each once, without one. */
  function drawn(count: number, without: string): string[] {
    const start = Math.floor(random() * READERS);
    return Array.from({ length: Math.min(count, READERS - 1) }, (_, index) => readers[(start + index * 7) % READERS]!).filter(
      (name) => name !== without,
    );
  }
  function after(at: Date): Date {
    return new Date(at.getTime() + 60_000 + Math.floor(random() ** 2 * (END - at.getTime() - 120_000)));
  }
}

const onPage = ({
  answerId,
  at,
  memberId,
  company,
}: {
  answerId: string;
  at: Date;
  memberId: string;
  company: string;
}): AnswerOnPage => ({
  answerId,
  mentorId: mentorIdOf(memberId),
  memberId,
  company,
  at: at.getTime(),
});
