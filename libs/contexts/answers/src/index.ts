export { AnswerQuestionHandler } from './answer-question.handler.ts';
export { answerRatingDecider, type AnswerRating } from './answer-rating.ts';
export { answerDecider, type Answer, type AnswerCommand, type AnswerFacts } from './answer.ts';
export { AnswersModule } from './answers.module.ts';
