import { keyed, sums } from '@stoa/kernel';
import { BoardAnswer, BoardMentor, BoardQuestion, BoardTopic, Contribution, Standing } from './mentor-leaderboard.entities.ts';

export const leaderboardTables = {
  topic: keyed(BoardTopic),
  mentor: keyed(BoardMentor),
  question: keyed(BoardQuestion),
  answer: keyed(BoardAnswer, 'questionId'),
  contribution: keyed(Contribution, 'questionId'),
  standing: sums(Standing),
};
