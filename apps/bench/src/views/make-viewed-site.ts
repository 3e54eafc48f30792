import { mkdirSync } from 'node:fs';
import {
  AnswerPublished,
  MemberRegistered,
  MentorRegistered,
  QuestionAsked,
  TokenIssued,
  TopicCreated,
  answerStream,
  memberStream,
  mentorStream,
  questionStream,
  topicStream,
  type ViewTarget,
} from '@stoa/contracts';
import { openDataFolder, type DataFolder } from '@stoa/data-folder';
import { derivedId, sha256, type DomainEvent } from '@stoa/kernel';
import { catchUpOffline, openReadSide } from '@stoa/projections-standalone';
import { sealViews, type SealedViews } from './seal-views.ts';
import { DAY_MS, PAGES, syntheticViews } from './synthetic-views.ts';

const DAYS = 90;
const AT_ONCE = 500;

export interface MadeSite {
  readonly sealed: SealedViews;
  /** Of an analyst. */
  readonly token: string;
  /** The mentor whose answers are read most. */
  readonly mentorId: string;
}

/** A data folder with all read models: a site of 2,000 questions, and views of 90 days up to now. */
export async function makeViewedSite(path: string, views: number, log: (line: string) => void): Promise<MadeSite> {
  mkdirSync(path, { recursive: true });
  const folder = await openDataFolder(path, { mode: 'write' });
  const token = await appendSite(folder);
  log(`sealing ${views.toLocaleString('en-US')} views of ${DAYS} days`);
  const sealed = await sealViews(folder.store, syntheticViews(views, DAYS, Date.now() - DAYS * DAY_MS));
  log('building read models');
  const side = await openReadSide(folder);
  for (const name of side.projections.keys()) await catchUpOffline(side, name);
  side.close();
  await folder.release();
  return { sealed, token, mentorId: PAGES[0]![1]!.mentorId! };
}

/** Whatever is viewed exists, so that it has a name. */
async function appendSite({ store }: DataFolder): Promise<string> {
  const pending: Promise<unknown>[] = [];
  const append = async (stream: string, ...events: DomainEvent[]) => {
    const id = derivedId('bench', stream);
    const meta = { commandId: id, bodyHash: '', occurredAt: '2026-01-01T00:00:00.000Z', correlationId: id };
    const recorded = events.map((event, index) => ({ ...event, id: derivedId('bench', stream, String(index)), meta }));
    pending.push(store.append(stream, recorded, 'no-stream'));
    if (pending.length >= AT_ONCE) await Promise.all(pending.splice(0));
  };
  const memberId = derivedId('bench', 'analyst');
  const tokenId = derivedId('bench', 'token');
  const secret = 'a-secret-of-a-bench-only';
  await append(
    memberStream(memberId),
    MemberRegistered({ memberId, displayName: 'An analyst', roles: ['member', 'analyst'] }),
    TokenIssued({ memberId, tokenId, secretHash: sha256(secret), label: 'bench', expiresAt: null }),
  );
  const known = new Set<string>();
  const isNew = (key: string) => known.size < known.add(key).size;
  for (const [question, ...answers] of PAGES) {
    for (const topic of question!.topics)
      if (isNew(topic)) await append(topicStream(topic), TopicCreated({ topic, name: `Topic ${topic}` }));
    await append(questionStream(question!.questionId), asked(question!, memberId));
    for (const answer of answers) {
      const mentorId = answer.mentorId!;
      if (isNew(mentorId)) await append(mentorStream(mentorId), registered(mentorId));
      await append(answerStream(answer.answerId!), answered(answer));
    }
  }
  await Promise.all(pending);
  return `stoa_${tokenId.replaceAll('-', '')}_${secret}`;
}

const memberOf = (mentorId: string) => derivedId('bench', 'member', mentorId);
const handleOf = (mentorId: string) => `mentor-${mentorId.slice(0, 8)}`;
const byline = { displayName: 'A mentor', title: 'Head of Something', company: 'A company', yearsOfExperience: 12 };

const asked = ({ questionId, slug, topics }: ViewTarget, askerId: string) =>
  QuestionAsked({
    questionId,
    slug,
    askerId,
    askerDisplayName: 'A reader',
    title: `How is ${slug} to be answered?`,
    body: 'A question.',
    topics: [...new Set(topics)],
  });

const registered = (mentorId: string) =>
  MentorRegistered({ mentorId, memberId: memberOf(mentorId), handle: handleOf(mentorId), ...byline, bio: '', links: [] });

const answered = ({ questionId, answerId, mentorId }: ViewTarget) =>
  AnswerPublished({
    questionId,
    answerId: answerId!,
    mentorId: mentorId!,
    memberId: memberOf(mentorId!),
    handle: handleOf(mentorId!),
    byline,
    body: 'An answer.',
  });
