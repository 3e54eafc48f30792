import { rmSync } from 'node:fs';
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
} from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { catchUpOffline, openReadSide } from '@stoa/projections-standalone';
import { derivedId, sha256, type DomainEvent } from '@stoa/kernel';
import { questionPage } from '@stoa/read-models/projections';
import { seeded } from '../bench.ts';
import { bodyOf } from '../rebuild/synthetic-body.ts';

export const PAGES = 5000;
const ANSWERS = 3;
const BODY = 2150;

/** A site of pages of about 20 KB, and a token to read it with. */
export async function makePages(
  path: string,
  log: (line: string) => void,
  pages = PAGES,
): Promise<{ ids: string[]; token: string; bytes: number }> {
  rmSync(path, { recursive: true, force: true });
  log(`making ${pages} pages`);
  const folder = await openDataFolder(path, { mode: 'write' });
  const random = seeded(20);
  const secret = 'a-secret-of-a-bench-only';
  const tokenId = derivedId('bench', 'token');
  const body = () => {
    let text = '';
    while (text.length < BODY) text += `${bodyOf(random)}\n\n`;
    return text.slice(0, BODY).trim();
  };
  const pending: Promise<unknown>[] = [];
  const append = async (stream: string, revision: number, event: DomainEvent) => {
    const id = derivedId('bench', stream, String(revision));
    const meta = { commandId: id, bodyHash: '', occurredAt: '2026-01-01T00:00:00.000Z', correlationId: id };
    pending.push(folder.store.append(stream, [{ ...event, id, meta }], revision < 0 ? 'no-stream' : revision));
    if (pending.length >= 500) await Promise.all(pending.splice(0));
  };
  const memberId = derivedId('bench', 'member');
  const mentorId = derivedId('bench', 'mentor');
  await append(memberStream(memberId), -1, MemberRegistered({ memberId, displayName: 'A reader', roles: ['member'] }));
  await append(
    memberStream(memberId),
    0,
    TokenIssued({ memberId, tokenId, secretHash: sha256(secret), label: 'bench', expiresAt: null }),
  );
  await append(topicStream('a-topic'), -1, TopicCreated({ topic: 'a-topic', name: 'A topic' }));
  await append(
    mentorStream(mentorId),
    -1,
    MentorRegistered({
      mentorId,
      memberId,
      handle: 'a-mentor',
      displayName: 'A mentor',
      title: '',
      company: '',
      yearsOfExperience: null,
      bio: '',
      links: [],
    }),
  );
  const ids: string[] = [];
  for (let index = 0; index < pages; index++) {
    const questionId = derivedId('bench', 'page', String(index));
    ids.push(questionId);
    await append(
      questionStream(questionId),
      -1,
      QuestionAsked({
        questionId,
        slug: `page-${index}`,
        askerId: memberId,
        askerDisplayName: 'A reader',
        title: `Page ${index}?`,
        body: body(),
        topics: ['a-topic'],
      }),
    );
    for (let answer = 0; answer < ANSWERS; answer++) {
      const answerId = derivedId('bench', 'answer', questionId, String(answer));
      const byline = { displayName: 'A mentor', title: 'Head of Something', company: 'A company', yearsOfExperience: 12 };
      await append(
        answerStream(answerId),
        -1,
        AnswerPublished({ questionId, answerId, mentorId, memberId, handle: 'a-mentor', byline, body: body() }),
      );
    }
  }
  await Promise.all(pending.splice(0));
  const side = await openReadSide(folder);
  for (const name of side.projections.keys()) await catchUpOffline(side, name);
  const live = await side.registry.open((await side.registry.live(questionPage.name))!);
  const bytes = (await live.document(ids[0]!))!.body.length + 400;
  await live.close();
  side.close();
  await folder.release();
  return { ids, token: `stoa_${tokenId.replaceAll('-', '')}_${secret}`, bytes };
}
