import {
  AnswerPublished,
  QuestionAsked,
  ViewsImported,
  decodeFacts,
  type ClassifiedFact,
  AnswerWithdrawn,
  QuestionWithdrawn,
} from '@stoa/contracts';

// A second opinion: folds the whole log in memory, event by event, and shares no code with engine or projection.
interface Event {
  type: string;
  data: any;
  occurredAt: string;
}
type Rows = Record<string, Record<string, unknown>>;

/** Tables of `question-page` by key, as the naive fold sees them. */
export function naiveQuestionPage(events: readonly Event[]): Record<string, Rows> {
  const question: Rows = {};
  const answer: Rows = {};
  const topic: Rows = {};
  const ratings: Record<string, { questionId: string; targetId: string; value: string }> = {};
  const seen: Record<string, { questionId: string; targetId: string; counted: number; imported: number }> = {};
  const seenRow = (questionId: string, targetId: string) =>
    (seen[`${questionId}/${targetId}`] ??= { questionId, targetId, counted: 0, imported: 0 });
  const count = (facts: ClassifiedFact[], humans: (index: number) => boolean, sign: number) =>
    facts.forEach(({ kind, target }, index) => {
      if (target && kind !== 'time' && humans(index))
        seenRow(target.questionId, target.answerId ?? target.questionId).counted += sign;
    });
  for (const { type, data, occurredAt } of events) {
    const q = question[data.questionId] ?? {};
    const a = answer[`${data.questionId}/${data.answerId}`] ?? {};
    const target = data.answerId ?? data.questionId;
    if (type === 'TopicCreated.v1') topic[data.topic] = { key: data.topic, name: data.name };
    if (type === QuestionAsked.type) {
      const { questionId, ...asked } = data;
      const fresh = { status: 'open', closedBecause: null, withdrawn: false, acceptedAnswerId: null };
      question[questionId] = { ...asked, id: questionId, askedAt: occurredAt, ...fresh };
    }
    if (type === 'QuestionEdited.v1') Object.assign(q, { title: data.title, body: data.body });
    if (type === 'QuestionReattributed.v1') Object.assign(q, { askerId: data.askerId, askerDisplayName: data.askerDisplayName });
    if (type === 'AnswerReattributed.v1') Object.assign(a, { mentorId: data.mentorId, handle: data.handle, ...data.byline });
    if (type === 'QuestionRetagged.v1') q['topics'] = data.topics;
    if (type === 'QuestionClosed.v1') Object.assign(q, { status: 'closed', closedBecause: data.reason });
    if (type === 'QuestionReopened.v1') Object.assign(q, { status: 'open', closedBecause: null });
    if (type === QuestionWithdrawn.type) q['withdrawn'] = true;
    if (type === 'QuestionRestored.v1') q['withdrawn'] = false;
    if (type === 'AnswerAccepted.v1') q['acceptedAnswerId'] = data.answerId;
    if (type === 'AnswerUnaccepted.v1') q['acceptedAnswerId'] = null;
    if (type === AnswerPublished.type) {
      const { questionId, answerId, mentorId, handle, byline, body } = data;
      const { displayName, title, company, yearsOfExperience } = byline;
      const row = { questionId, id: answerId, mentorId, handle, displayName, title, company, yearsOfExperience, body };
      answer[`${questionId}/${answerId}`] = { ...row, publishedAt: occurredAt, revisedAt: null, withdrawn: false };
    }
    if (type === 'AnswerRevised.v1') Object.assign(a, { body: data.body, revisedAt: occurredAt });
    if (type === AnswerWithdrawn.type) a['withdrawn'] = true;
    if (type === 'AnswerRestored.v1') a['withdrawn'] = false;
    if (/^(Question|Answer)Rated/.test(type))
      ratings[`${target}/${data.memberId}`] = { questionId: data.questionId, targetId: target, value: data.value };
    if (/RatingCleared/.test(type)) delete ratings[`${target}/${data.memberId}`];
    if (type === ViewsImported.type)
      for (const { questionId, answerId, views } of data.counts) {
        seenRow(questionId, answerId ?? questionId).imported += views;
      }
    if (type === 'ViewsTakenBack.v1')
      for (const { questionId, answerId, views } of data.counts) seenRow(questionId, answerId ?? questionId).imported -= views;
    if (type === 'ViewsRecorded.v1' || type === 'ViewsRestated.v1') {
      const facts = decodeFacts(data.facts);
      count(facts, (index) => facts[index]!.class === 'human', 1);
      // A judgement has six bytes, the class comes first, and `human` is its last.
      const former = Buffer.from(data.former ?? '', 'base64');
      if (data.former) count(facts, (index) => former[index * 6] === 8, -1);
    }
  }
  const tally: Record<string, { questionId: string; targetId: string; helpful: number; notHelpful: number }> = {};
  for (const { questionId, targetId, value } of Object.values(ratings)) {
    const row = (tally[`${questionId}/${targetId}`] ??= { questionId, targetId, helpful: 0, notHelpful: 0 });
    row[value === 'helpful' ? 'helpful' : 'notHelpful'] += 1;
  }
  const questionTopic: Rows = {};
  for (const row of Object.values(question))
    for (const key of row['topics'] as string[]) questionTopic[`${key}/${row['id']}`] = { topic: key, questionId: row['id'] };
  const views = Object.fromEntries(Object.entries(seen).filter(([, row]) => row.counted !== 0 || row.imported !== 0));
  return { question, answer, topic, questionTopic, tally, views };
}
