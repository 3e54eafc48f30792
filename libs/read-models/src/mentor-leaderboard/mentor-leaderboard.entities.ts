import { Entity, Index } from 'typeorm';
import { Flag, Integer, Json, KeyText, NullableInteger, NullableText, Text } from '../columns.ts';

@Entity('topic', { withoutRowid: true })
export class BoardTopic {
  @KeyText() key!: string;
  /** Key of its board's document. */
  @Text() board!: string;
  @Text() name!: string;
}

@Entity('mentor')
export class BoardMentor {
  @KeyText() id!: string;
  @Text() handle!: string;
  @Text() displayName!: string;
  @Text() title!: string;
  @Text() company!: string;
  @NullableInteger() yearsOfExperience!: number | null;
  @Flag() verified!: boolean;
}

@Entity('question', { withoutRowid: true })
export class BoardQuestion {
  @KeyText() id!: string;
  @Text() askerId!: string;
  @Json() topics!: string[];
  @Flag() withdrawn!: boolean;
  @NullableText() acceptedAnswerId!: string | null;
  @NullableText() acceptedAt!: string | null;
}

@Entity('answer', { withoutRowid: true })
export class BoardAnswer {
  @KeyText() questionId!: string;
  @KeyText() id!: string;
  @Text() mentorId!: string;
  /** The author, who is also a member. */
  @Text() memberId!: string;
  @Flag() withdrawn!: boolean;
}

/**
 * What one answer earned on one UTC day, with all that says on which boards it counts. The day stands for its four periods.
 * It remembers what the sums hold, so that a retag, a withdrawal or a cleared rating knows what to take back.
 */
@Entity('contribution', { withoutRowid: true })
export class Contribution {
  @KeyText() questionId!: string;
  @KeyText() answerId!: string;
  @KeyText() day!: string;
  @Text() mentorId!: string;
  @Json() topics!: string[];
  /** Neither the answer nor its question is withdrawn. */
  @Flag() live!: boolean;
  @Integer() answers!: number;
  @Integer() helpful!: number;
  @Integer() notHelpful!: number;
  @Integer() accepted!: number;
}

/** A mentor's sums on one board in one period. */
@Entity('standing', { withoutRowid: true })
@Index(['board', 'period', 'score'])
@Index(['mentorId', 'period'])
export class Standing {
  @KeyText() board!: string;
  @KeyText() period!: string;
  @KeyText() mentorId!: string;
  @Integer() score!: number;
  @Integer() answers!: number;
  @Integer() helpful!: number;
  @Integer() notHelpful!: number;
  @Integer() accepted!: number;
}
