import { Entity, Index } from 'typeorm';
import { Flag, Integer, Json, KeyText, Text } from '../columns.ts';

@Entity('topic')
export class Topic {
  @KeyText() key!: string;
  @Text() name!: string;
}

// #region entities
/** What one question adds to each of its topics. It remembers what the counts hold, so that a retag knows what to take back. */
@Entity('question')
export class TopicQuestion {
  @KeyText() id!: string;
  @Json() topics!: string[];
  @Flag() withdrawn!: boolean;
  /** Answers that are not withdrawn. */
  @Integer() answers!: number;
}

/** A topic's questions and answers that are not withdrawn. */
@Entity('count')
@Index(['questions', 'topic'])
export class TopicCount {
  @KeyText() topic!: string;
  @Integer() questions!: number;
  @Integer() answers!: number;
}
// #endregion
