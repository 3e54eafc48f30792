import type { EventStore } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import { naiveLeaderboard } from '@stoa/read-models/testing/naive-leaderboard';
import { naiveQuestionPage } from '@stoa/read-models/testing/naive-question-page';

type Rows = Record<string, Record<string, unknown>>;

/**
 * What readers see of a log, in one canonical text: every page that is not withdrawn, and every board, with the names that members and mentors have
 * themselves. Without addresses, which stand once
 * they are given, and without the times of old facts.
 */
export async function pagesAndBoards(store: EventStore) {
  const log = await stores.everything(store);
  const { question, answer, tally, views } = naiveQuestionPage(log) as Record<string, Rows>;
  const names = new Map<unknown, unknown>();
  for (const { type, data } of log as { type: string; data: Record<string, unknown> }[])
    if (/^Mentor(Registered|ProfileChanged)/.test(type))
      names.set(data['mentorId'], `${String(data['displayName'])}: ${String(data['bio'])}`);
  const members: Rows[string] = {};
  for (const { type, data } of log as { type: string; data: Record<string, unknown> }[])
    if (/^Member(Registered|Renamed)/.test(type)) members[String(data['memberId'])] = data['displayName'];
  const counts = (questionId: unknown, id: unknown) => {
    const key = `${String(questionId)}/${String(id)}`;
    return {
      helpful: tally![key]?.['helpful'] ?? 0,
      notHelpful: tally![key]?.['notHelpful'] ?? 0,
      views: views![key]?.['imported'] ?? 0,
    };
  };
  const pages = Object.values(question!)
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ id, title, body, topics, askerId, askerDisplayName, status, closedBecause, acceptedAnswerId }) => ({
      asker: members[String(askerId)],
      ...{ id, title, body, topics, askerId, askerDisplayName, status, closedBecause, acceptedAnswerId, ...counts(id, id) },
      answers: Object.values(answer!)
        .filter((each) => each['questionId'] === id && !each['withdrawn'])
        .map(({ id: answerId, body: text, memberId, mentorId, displayName, title: job, company }) => ({
          ...{ member: members[String(memberId)], profile: names.get(mentorId) },
          ...{ id: answerId, body: text, mentorId, displayName, job, company, ...counts(id, answerId) },
        }))
        .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
    }))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const boards = naiveLeaderboard(log)
    .map((standing) => JSON.stringify({ ...standing, name: names.get(standing.mentorId) }))
    .sort();
  return { pages, boards };
}
