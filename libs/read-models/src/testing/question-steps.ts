import {
  AnswerAccepted,
  AnswerPublished,
  AnswerReattributed,
  AnswerRestored,
  AnswerRevised,
  AnswerUnaccepted,
  AnswerWithdrawn,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionRated,
  QuestionRatingCleared,
  QuestionReattributed,
  QuestionReopened,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
} from '@stoa/contracts';
import { derivedId } from '@stoa/kernel';
import type { Answer, Question, Story } from './story.ts';

/** What happens to questions and their answers. */
export function questionSteps(story: Story): (() => void)[] {
  const { random, one, id, subset, events, questions, answers, ratings, mentors, record, slugOf, former } = story;
  return [
    function ask() {
      const question: Question = { id: id(), topics: subset(), closed: false, withdrawn: false, accepted: null };
      questions.push(question);
      record(
        QuestionAsked({
          questionId: question.id,
          slug: slugOf(question.id),
          // Some ask what they then answer themselves.
          askerId: random() < 0.5 ? one(mentors).memberId : id(),
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
    function reattribute() {
      const answer = one(answers);
      const { id: answerId, question, mentorId: formerMentorId } = answer;
      // Whether a rating is an author's own is decided when it is given.
      if (random() < 0.5 || mentors.some(({ memberId }) => ratings.has(`${answerId}/${memberId}`)))
        return record(
          QuestionReattributed({
            questionId: question.id,
            askerId: random() < 0.5 ? one(mentors).memberId : id(),
            askerDisplayName: `Asker ${events.length}`,
            formerAskerId: id(),
          }),
        );
      const { mentorId } = one(mentors);
      const byline = { displayName: `Author ${events.length}`, title: '', company: '', yearsOfExperience: null };
      answer.mentorId = mentorId;
      const key = { questionId: question.id, answerId };
      record(AnswerReattributed({ ...key, mentorId, memberId: id(), handle: 'ada', byline, formerMentorId }));
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
      record(
        question.withdrawn
          ? QuestionWithdrawn({ questionId: question.id, by: one(['author', 'moderator']) })
          : QuestionRestored({ questionId: question.id }),
      );
    },
    function withdrawOrRestoreAnswer() {
      const answer = one(answers);
      answer.withdrawn = !answer.withdrawn;
      const key = { questionId: answer.question.id, answerId: answer.id };
      record(answer.withdrawn ? AnswerWithdrawn({ ...key, by: one(['author', 'moderator']) }) : AnswerRestored(key));
    },
    function accept() {
      const { id: answerId, question } = one(answers);
      if (question.accepted)
        record(
          AnswerUnaccepted({ questionId: question.id, answerId: question.accepted.answerId, acceptedAt: question.accepted.at }),
        );
      const again = question.accepted?.answerId === answerId;
      question.accepted = again ? null : { answerId, at: story.at };
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
      ratings.set(`${questionId}/${memberId}`, { value, at: story.at });
      record(QuestionRated({ questionId, memberId, value, former: before }));
    },
  ];
}
