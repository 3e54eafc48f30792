import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

const now = () => 'clock_timestamp()';

/** Which generations of which read model there are; of each read model one is live. */
@Entity('generation', { schema: 'stoa' })
@Index('one_live', ['projection'], { unique: true, where: `state = 'live'` })
export class GenerationRecordRow {
  @PrimaryColumn({ type: 'text', collation: 'C' }) projection!: string;
  @PrimaryColumn({ type: 'bigint' }) number!: number;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'text' }) hash!: string;
}

/** A number is never given twice. */
@Entity('last_generation', { schema: 'stoa' })
export class LastGeneration {
  @PrimaryColumn({ type: 'text', collation: 'C' }) projection!: string;
  @Column({ type: 'bigint' }) number!: number;
}

/** Rendered HTML by the hash of what it was rendered from. */
@Entity('html', { schema: 'stoa' })
export class RenderedHtml {
  @PrimaryColumn({ type: 'bytea' }) hash!: Uint8Array;
  @Column({ type: 'text' }) html!: string;
}

@Entity('lease', { schema: 'stoa' })
export class LeaseRow {
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) owner!: string;
  @Column({ type: 'bigint' }) epoch!: number;
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt!: Date;
}

/** The relay's checkpoint: one row. */
@Entity('relay', { schema: 'stoa' })
@Check('relay_id_check', 'id = 1')
export class RelayRow {
  @PrimaryColumn({ type: 'integer' }) id!: number;
  @Column({ type: 'text' }) position!: string;
  @Column({ type: 'text' }) head!: string;
  @Column({ type: 'bigint' }) epoch!: number;
  @Column({ type: 'text' }) tails!: string;
  @Column({ type: 'text' }) offsets!: string;
  @Column({ name: 'event_position', type: 'text', default: '' }) eventPosition!: string;
  @Column({ name: 'event_id', type: 'text', default: '' }) eventId!: string;
  @Column({ type: 'text', default: '' }) history!: string;
}

/** An invalid message, once per offset. */
@Entity('set_aside', { schema: 'stoa' })
export class SetAsideRow {
  @PrimaryColumn({ type: 'text' }) topic!: string;
  @PrimaryColumn({ type: 'bigint' }) partition!: number;
  @PrimaryColumn({ type: 'bigint' }) offset!: number;
  @Column({ type: 'text' }) code!: string;
  @Column({ type: 'text' }) sentence!: string;
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) headers!: string;
  @Column({ type: 'bytea' }) bytes!: Uint8Array;
  @Column({ type: 'bigint' }) size!: number;
  @Column({ type: 'timestamptz', default: now }) at!: Date;
}

/** Why a read model is stopped in a partition. */
@Entity('trouble', { schema: 'stoa' })
export class TroubleRow {
  @PrimaryColumn({ type: 'text' }) projection!: string;
  @PrimaryColumn({ type: 'bigint' }) generation!: number;
  @PrimaryColumn({ type: 'text' }) partition!: string;
  @Column({ type: 'text' }) reason!: string;
}

/** A rebuild that was requested; of each read model at most one runs. */
@Entity('rebuild', { schema: 'stoa' })
@Index('one_rebuild', ['projection'], { unique: true, where: `state = 'running'` })
export class RebuildRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) projection!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'text' }) status!: string;
  @Column({ name: 'requested_at', type: 'timestamptz', default: now }) requestedAt!: Date;
}

/** A verification that was requested; of each read model at most one runs. */
@Entity('verification', { schema: 'stoa' })
@Index('one_verification', ['projection'], { unique: true, where: `state = 'running'` })
export class VerificationRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) projection!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'text' }) status!: string;
  @Column({ name: 'requested_at', type: 'timestamptz', default: now }) requestedAt!: Date;
}

/** Where a consumer of a partition was. */
@Entity('offset_hint', { schema: 'stoa' })
export class OffsetHintRow {
  @PrimaryColumn({ type: 'text' }) topic!: string;
  @PrimaryColumn({ type: 'bigint' }) partition!: number;
  @Column({ type: 'bigint' }) offset!: number;
  @Column({ type: 'text' }) position!: string;
}

/** How much of a rate a key has taken. */
@Entity('rate_limit', { schema: 'stoa' })
export class RateLimitRow {
  @PrimaryColumn({ type: 'varchar', length: 255 }) key!: string;
  @Column({ type: 'integer', default: 0 }) points!: number;
  @Column({ type: 'bigint', nullable: true }) expire!: string | null;
}

/** The salt of a UTC day. */
@Entity('salt', { schema: 'stoa' })
export class SaltRow {
  @PrimaryColumn({ type: 'date' }) day!: string;
  @Column({ type: 'bytea' }) salt!: Uint8Array;
}
