import type { Projection } from '@stoa/kernel';
import { access } from './access/access.projection.ts';
import { mentorLeaderboard } from './mentor-leaderboard/mentor-leaderboard.projection.ts';
import { questionList } from './question-list/question-list.projection.ts';
import { topicList } from './topic-list/topic-list.projection.ts';
import { questionPage } from './question-page/question-page.projection.ts';

/** Every read model of Stoa. */
export const projections: readonly Projection[] = [
  questionPage,
  mentorLeaderboard,
  questionList,
  topicList,
  access,
] as unknown as Projection[];
