import type { Role } from '@stoa/kernel';
import { Entity } from 'typeorm';
import { Flag, Json, KeyText, NullableText, Text } from '../columns.ts';

@Entity('member')
export class Member {
  @KeyText() id!: string;
  @Text() displayName!: string;
  @Json() roles!: Role[];
  /** Of the last suspension that nobody ended; it may have ended by itself. Null for none. */
  @NullableText() suspendedBecause!: string | null;
  @NullableText() suspendedUntil!: string | null;
}

@Entity('token')
export class Token {
  @KeyText() id!: string;
  @Text() memberId!: string;
  @Text() secretHash!: string;
  @NullableText() expiresAt!: string | null;
  @Flag() revoked!: boolean;
}
