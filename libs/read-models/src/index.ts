export { access } from './access/access.projection.ts';
export { mentorLeaderboard } from './mentor-leaderboard/mentor-leaderboard.projection.ts';
export { periodKey, periodsOf } from './mentor-leaderboard/periods.ts';
export { projectionHash } from './projection-hashes.ts';
export { projections } from './projections.ts';
export { questionList } from './question-list/question-list.projection.ts';
export { questionPage } from './question-page/question-page.projection.ts';
export { rankAnswers, wilsonLowerBound, type Rankable } from './question-page/rank-answers.ts';
export { ReadModelsModule } from './read-models.module.ts';
