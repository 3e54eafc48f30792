/**
 * What a slice needs to know of each aggregate that slices can be generated for: its folder among contexts and contracts, the interface of its
 * living state, the fields by which its events name it, an event that had these fields and no other in its first version, one beside whose type
 * new types are listed, and how tests make it.
 */
export const aggregates = {
  questions: {
    aggregate: 'question',
    living: 'Asked',
    fields: ['questionId'],
    sibling: 'QuestionWithdrawn',
    born: 'questionAsked',
    builder: 'question',
    commandData: 'question',
    by: '{}',
    guard: '',
  },
  answers: {
    aggregate: 'answer',
    living: 'Published',
    fields: ['questionId', 'answerId'],
    sibling: 'AnswerWithdrawn',
    listed: 'AnswerRevised.v1',
    born: 'answerPublished',
    builder: 'answer',
    commandData: '{ answerId }',
    by: '{ by: ben }',
    guard: '',
  },
  mentors: {
    aggregate: 'mentor',
    living: 'Registered',
    fields: ['mentorId', 'memberId'],
    sibling: 'MentorUnverified',
    listed: 'ExpertiseDropped.v1',
    born: 'mentorRegistered',
    builder: 'mentor',
    commandData: '{ mentorId }',
    by: '{ by: ben }',
    guard: 'ownerOrModerator(principal, mentor);\n      ',
  },
};
