import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRatingCleared,
  AnswerReattributed,
  AnswerRestored,
  AnswerUnaccepted,
  AnswerWithdrawn,
  MentorProfileChanged,
  MentorRegistered,
  MentorUnverified,
  MentorVerified,
  QuestionAsked,
  QuestionReattributed,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
  TopicCreated,
  isSameIdentity,
} from '@stoa/contracts';
import { projection } from '@stoa/kernel';
import { ratingChange } from '../rating-change.ts';
import { boardOf } from './boards.ts';
import {
  askerOf,
  credit,
  dayOf,
  isAuthor,
  reattribute,
  recount,
  standingsOf,
  touchesOfCredit,
  touchesOfRecount,
} from './contributions.ts';
import { boardDocuments } from './mentor-leaderboard.document.ts';
import type { Contribution } from './mentor-leaderboard.entities.ts';
import { leaderboardTables } from './mentor-leaderboard.tables.ts';

const mentor = ({ data }: { data: { mentorId: string } }) => ({ mentor: { keys: [data.mentorId] } });
const ofQuestion = ({ data }: { data: { questionId: string } }) => touchesOfRecount(data);

/**
 * Boards of mentors. A live rating or acceptance counts in the period of its latest setting, an answer in the one of its publication. What
 * members give to their own answers, as asker or as reader, counts nowhere.
 */
export const mentorLeaderboard = projection(
  'mentor-leaderboard',
  leaderboardTables,
  (when) => [
    when(TopicCreated, ({ data }, rows) => rows.topic.put({ key: data.topic, board: boardOf(data.topic), name: data.name })),
    when(MentorRegistered, ({ data: { mentorId: id, handle, displayName, title, company, yearsOfExperience } }, rows) =>
      rows.mentor.put({ id, handle, displayName, title, company, yearsOfExperience, verified: false }),
    ),
    when(
      MentorProfileChanged,
      ({ data: { mentorId, displayName, title, company, yearsOfExperience } }, rows) => {
        const before = rows.mentor.get(mentorId);
        // Logs from before a verification ended by an event of its own hold the change alone.
        const verified = before?.verified === true && isSameIdentity(before, { displayName, title, company });
        rows.mentor.change(mentorId, { displayName, title, company, yearsOfExperience, verified });
      },
      mentor,
    ),
    when(MentorVerified, ({ data }, rows) => rows.mentor.change(data.mentorId, { verified: true }), mentor),
    when(MentorUnverified, ({ data }, rows) => rows.mentor.change(data.mentorId, { verified: false }), mentor),
    when(QuestionAsked, ({ data }, rows) =>
      rows.question.put({
        id: data.questionId,
        askerId: data.askerId,
        topics: data.topics,
        withdrawn: false,
        acceptedAnswerId: null,
        acceptedAt: null,
      }),
    ),
    when(
      QuestionReattributed,
      ({ data: { questionId, askerId } }, rows) =>
        reattribute(rows, questionId, () => rows.question.change(questionId, { askerId })),
      ofQuestion,
    ),
    when(
      AnswerReattributed,
      ({ data: { questionId, answerId, mentorId, memberId } }, rows) =>
        reattribute(rows, questionId, () => {
          rows.answer.change([questionId, answerId], { mentorId, memberId });
          recount(rows, questionId);
        }),
      ofQuestion,
    ),
    when(
      QuestionRetagged,
      ({ data: { questionId, topics } }, rows) => {
        rows.question.change(questionId, { topics });
        recount(rows, questionId);
      },
      ofQuestion,
    ),
    when(
      QuestionWithdrawn,
      ({ data: { questionId } }, rows) => {
        rows.question.change(questionId, { withdrawn: true });
        recount(rows, questionId);
      },
      ofQuestion,
    ),
    when(
      QuestionRestored,
      ({ data: { questionId } }, rows) => {
        rows.question.change(questionId, { withdrawn: false });
        recount(rows, questionId);
      },
      ofQuestion,
    ),
    when(
      AnswerPublished,
      ({ data, occurredAt }, rows) => {
        const { questionId, answerId: id, mentorId, memberId } = data;
        rows.answer.put({ questionId, id, mentorId, memberId, withdrawn: false });
        credit(rows, data, dayOf(occurredAt), { answers: 1 });
      },
      ({ data, occurredAt }) => touchesOfCredit(data, dayOf(occurredAt)),
    ),
    when(
      AnswerWithdrawn,
      ({ data: { questionId, answerId } }, rows) => {
        rows.answer.change([questionId, answerId], { withdrawn: true });
        recount(rows, questionId);
      },
      ofQuestion,
    ),
    when(
      AnswerRestored,
      ({ data: { questionId, answerId } }, rows) => {
        rows.answer.change([questionId, answerId], { withdrawn: false });
        recount(rows, questionId);
      },
      ofQuestion,
    ),
    when(
      AnswerRated,
      ({ data, occurredAt }, rows) => {
        if (isAuthor(rows, data, data.memberId)) return;
        if (data.former) credit(rows, data, dayOf(data.former.at), ratingChange(data.former.value, undefined));
        credit(rows, data, dayOf(occurredAt), ratingChange(undefined, data.value));
      },
      ({ data, occurredAt }) => touchesOfCredit(data, dayOf(occurredAt), ...(data.former ? [dayOf(data.former.at)] : [])),
    ),
    when(
      AnswerRatingCleared,
      ({ data }, rows) => {
        if (!isAuthor(rows, data, data.memberId))
          credit(rows, data, dayOf(data.former.at), ratingChange(data.former.value, undefined));
      },
      ({ data }) => touchesOfCredit(data, dayOf(data.former.at)),
    ),
    when(
      AnswerAccepted,
      ({ data, occurredAt }, rows) => {
        if (!isAuthor(rows, data, askerOf(rows, data))) credit(rows, data, dayOf(occurredAt), { accepted: 1 });
        rows.question.change(data.questionId, { acceptedAnswerId: data.answerId, acceptedAt: occurredAt });
      },
      ({ data, occurredAt }) => touchesOfCredit(data, dayOf(occurredAt)),
    ),
    when(
      AnswerUnaccepted,
      ({ data }, rows) => {
        if (!isAuthor(rows, data, askerOf(rows, data))) credit(rows, data, dayOf(data.acceptedAt), { accepted: -1 });
        rows.question.change(data.questionId, { acceptedAnswerId: null, acceptedAt: null });
      },
      ({ data }) => touchesOfCredit(data, dayOf(data.acceptedAt)),
    ),
  ],
  {
    derivations: [{ from: 'contribution', to: 'standing', entries: (row) => standingsOf(row as Contribution) }],
    documents: boardDocuments,
  },
);
