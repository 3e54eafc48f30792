import { Entity, Index } from 'typeorm';
import { Flag, Integer, Json, KeyText, NullableInteger, NullableText, Text } from '../columns.ts';

@Entity('question')
export class Question {
  @KeyText() id!: string;
  @Index() @Text() slug!: string;
  @Text() askerId!: string;
  @Text() askerDisplayName!: string;
  @Text() title!: string;
  @Text() askedAt!: string;
  @Text() status!: 'open' | 'closed';
  @NullableText() closedBecause!: string | null;
  @Flag() withdrawn!: boolean;
  @Json() topics!: string[];
  @NullableText() acceptedAnswerId!: string | null;
  @Text() body!: string;
}

@Entity('answer')
export class Answer {
  @KeyText() questionId!: string;
  @Index() @KeyText() id!: string;
  @Text() mentorId!: string;
  @Text() handle!: string;
  @Text() displayName!: string;
  @Text() title!: string;
  @Text() company!: string;
  @NullableInteger() yearsOfExperience!: number | null;
  @Text() publishedAt!: string;
  @NullableText() revisedAt!: string | null;
  @Flag() withdrawn!: boolean;
  @Text() body!: string;
}

/** Live ratings of a question or of one of its answers, apart from the bodies so that a rating rewrites no text. */
@Entity('tally', { withoutRowid: true })
export class Tally {
  @KeyText() questionId!: string;
  @KeyText() targetId!: string;
  @Integer() helpful!: number;
  @Integer() notHelpful!: number;
}

/** Views of a question or of one of its answers. */
@Entity('views', { withoutRowid: true })
export class Views {
  @KeyText() questionId!: string;
  @KeyText() targetId!: string;
  @Integer() counted!: number;
  @Integer() imported!: number;
}

@Entity('topic', { withoutRowid: true })
export class Topic {
  @KeyText() key!: string;
  @Text() name!: string;
}

/** Which questions a topic's name stands on. */
@Entity('question_topic', { withoutRowid: true })
export class QuestionTopic {
  @KeyText() topic!: string;
  @KeyText() questionId!: string;
}
