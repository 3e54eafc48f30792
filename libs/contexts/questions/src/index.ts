export { questionRatingDecider, type QuestionRating } from './question-rating.ts';
export { questionDecider, type Question, type QuestionCommand, type QuestionFacts } from './question.ts';
export { QuestionsModule } from './questions.module.ts';
