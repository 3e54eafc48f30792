import type { HashedProjection, Projection } from '@stoa/kernel';
import { access } from './access/access.projection.ts';
import { mentorLeaderboard } from './mentor-leaderboard/mentor-leaderboard.projection.ts';
import { hashed } from './projection-hashes.ts';
import { questionList } from './question-list/question-list.projection.ts';
import { topicList } from './topic-list/topic-list.projection.ts';
import { questionPage } from './question-page/question-page.projection.ts';

/** Every read model of Stoa. */
export const projections: readonly HashedProjection[] = [questionPage, mentorLeaderboard, questionList, topicList, access].map(
  (projection) => hashed(projection as unknown as Projection),
);
