import { Entity, Index } from 'typeorm';
import { Flag, Integer, Json, KeyText, NullableText, Text } from '../columns.ts';

@Entity('entry')
@Index(['withdrawn', 'askedAt', 'id'])
export class ListEntry {
  @KeyText() id!: string;
  @Text() slug!: string;
  @Text() title!: string;
  @Text() askedAt!: string;
  @Text() askerId!: string;
  @Text() askerDisplayName!: string;
  @Json() topics!: string[];
  @Text() status!: 'open' | 'closed';
  @Flag() withdrawn!: boolean;
  /** Answers that are not withdrawn. */
  @Integer() answers!: number;
  /** Ids of answers that are withdrawn, in order: an acceptance may come after the withdrawal. */
  @Json() withdrawnAnswers!: string[];
  @NullableText() acceptedAnswerId!: string | null;
  /** The accepted answer is not withdrawn. */
  @Flag() accepted!: boolean;
}
