import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRatingCleared,
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
  TopicCreated,
  ViewsImported,
  ViewsRecorded,
  ViewsRestated,
  ViewsTakenBack,
  DEFAULT_RANKING,
  decodeCounts,
  isView,
  signedFacts,
  type RankingFormula,
  type ViewTarget,
} from '@stoa/contracts';
import { keyed, projection, sums } from '@stoa/kernel';
import { ratingChange } from '../rating-change.ts';
import { questionPageDocuments } from './question-page.document.ts';
import { Answer, Question, QuestionTopic, Tally, Topic, Views } from './question-page.entities.ts';

type InQuestion = { data: { questionId: string } };
type InAnswer = { data: { questionId: string; answerId: string } };
const question = ({ data }: InQuestion) => ({ question: { keys: [data.questionId] } });
const answer = ({ data }: InAnswer) => ({ answer: { keys: [[data.questionId, data.answerId]] } });
const keyOf = ({ questionId, answerId }: InAnswer['data']) => [questionId, answerId];

const countedOf = ({ questionId, answerId }: ViewTarget, views: number): Views => ({
  questionId,
  targetId: answerId ?? questionId,
  counted: views,
  imported: 0,
});

/** The rows of every question page. Which answer stands first is decided when the document is built: rows hold no rank. */
export const questionPage = projection(
  'question-page',
  {
    question: keyed(Question),
    answer: keyed(Answer),
    tally: sums(Tally),
    views: sums(Views),
    topic: keyed(Topic),
    questionTopic: keyed(QuestionTopic),
  },
  (when) => [
    when(QuestionAsked, ({ data, occurredAt }, rows) => {
      const { questionId, slug, askerId, askerDisplayName, title, body, topics } = data;
      rows.question.put({
        id: questionId,
        slug,
        askerId,
        askerDisplayName,
        title,
        body,
        topics,
        askedAt: occurredAt,
        status: 'open',
        closedBecause: null,
        withdrawn: false,
        acceptedAnswerId: null,
      });
      for (const topic of topics) rows.questionTopic.put({ topic, questionId });
    }),
    when(
      QuestionEdited,
      ({ data }, rows) => rows.question.change(data.questionId, { title: data.title, body: data.body }),
      question,
    ),
    when(
      QuestionReattributed,
      ({ data: { questionId, askerId, askerDisplayName } }, rows) =>
        rows.question.change(questionId, { askerId, askerDisplayName }),
      question,
    ),
    when(
      QuestionRetagged,
      ({ data: { questionId, topics, former } }, rows) => {
        rows.question.change(questionId, { topics });
        for (const topic of former) rows.questionTopic.remove([topic, questionId]);
        for (const topic of topics) rows.questionTopic.put({ topic, questionId });
      },
      question,
    ),
    when(
      QuestionClosed,
      ({ data }, rows) => rows.question.change(data.questionId, { status: 'closed', closedBecause: data.reason }),
      question,
    ),
    when(
      QuestionReopened,
      ({ data }, rows) => rows.question.change(data.questionId, { status: 'open', closedBecause: null }),
      question,
    ),
    when(QuestionWithdrawn, ({ data }, rows) => rows.question.change(data.questionId, { withdrawn: true }), question),
    when(QuestionRestored, ({ data }, rows) => rows.question.change(data.questionId, { withdrawn: false }), question),
    when(
      AnswerAccepted,
      ({ data }, rows) => rows.question.change(data.questionId, { acceptedAnswerId: data.answerId }),
      question,
    ),
    when(AnswerUnaccepted, ({ data }, rows) => rows.question.change(data.questionId, { acceptedAnswerId: null }), question),
    when(QuestionRated, ({ data }, rows) =>
      rows.tally.add({ questionId: data.questionId, targetId: data.questionId, ...ratingChange(data.former?.value, data.value) }),
    ),
    when(QuestionRatingCleared, ({ data }, rows) =>
      rows.tally.add({ questionId: data.questionId, targetId: data.questionId, ...ratingChange(data.former.value, undefined) }),
    ),
    when(AnswerPublished, ({ data, occurredAt }, rows) => {
      const { questionId, answerId: id, mentorId, handle, byline, body } = data;
      rows.answer.put({
        questionId,
        id,
        mentorId,
        handle,
        ...byline,
        publishedAt: occurredAt,
        revisedAt: null,
        withdrawn: false,
        body,
      });
    }),
    when(
      AnswerRevised,
      ({ data, occurredAt }, rows) => rows.answer.change(keyOf(data), { body: data.body, revisedAt: occurredAt }),
      answer,
    ),
    when(
      AnswerReattributed,
      ({ data }, rows) => rows.answer.change(keyOf(data), { mentorId: data.mentorId, handle: data.handle, ...data.byline }),
      answer,
    ),
    when(AnswerWithdrawn, ({ data }, rows) => rows.answer.change(keyOf(data), { withdrawn: true }), answer),
    when(AnswerRestored, ({ data }, rows) => rows.answer.change(keyOf(data), { withdrawn: false }), answer),
    when(AnswerRated, ({ data }, rows) =>
      rows.tally.add({ questionId: data.questionId, targetId: data.answerId, ...ratingChange(data.former?.value, data.value) }),
    ),
    when(AnswerRatingCleared, ({ data }, rows) =>
      rows.tally.add({ questionId: data.questionId, targetId: data.answerId, ...ratingChange(data.former.value, undefined) }),
    ),
    when(TopicCreated, ({ data }, rows) => rows.topic.put({ key: data.topic, name: data.name })),
    when(ViewsImported, ({ data }, rows) => {
      for (const { questionId, answerId, views } of data.counts)
        rows.views.add({ questionId, targetId: answerId ?? questionId, counted: 0, imported: views });
    }),
    when(ViewsTakenBack, ({ data }, rows) => {
      for (const { questionId, answerId, views } of data.counts)
        rows.views.add({ questionId, targetId: answerId ?? questionId, counted: 0, imported: -views });
    }),
    when(ViewsRecorded, ({ data }, rows) => {
      for (const { target, views } of decodeCounts(data.facts)) rows.views.add(countedOf(target, views));
    }),
    when(ViewsRestated, (event, rows) => {
      for (const { fact, sign } of signedFacts(event))
        if (fact.target && isView(fact)) rows.views.add(countedOf(fact.target, sign));
    }),
  ],
  { documents: questionPageDocuments(DEFAULT_RANKING) },
);

/** The same rows, with documents that a chosen formula ranks. */
export const questionPageRankedBy = (ranking: RankingFormula): typeof questionPage => ({
  ...questionPage,
  documents: questionPageDocuments(ranking),
});
