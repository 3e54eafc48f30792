import { PASSED_OVER } from '@stoa/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The checkpoint of each partition in this generation. */
@Entity('checkpoint', { withoutRowid: true })
export class Checkpoint {
  @PrimaryColumn({ type: 'text' }) partition!: string;
  @Column({ type: 'text' }) position!: string;
}

/** The event at the checkpoint of a partition, as long as the checkpoint has this position: code of former releases moves it alone. */
@Entity('checkpoint_event', { withoutRowid: true })
export class CheckpointEvent {
  @PrimaryColumn({ type: 'text' }) partition!: string;
  @Column({ type: 'text' }) position!: string;
  @Column({ type: 'text' }) event!: string;
}

/** A document that could not be built for the mark of this version. */
@Entity('set_aside', { withoutRowid: true })
export class SetAsideDocument {
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) version!: string;
  @Column({ type: 'text' }) reason!: string;
}

/** A document that must be built again; committed with the rows that changed. */
@Entity('dirty', { withoutRowid: true })
export class Dirty {
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) version!: string;
  @Column({ type: 'boolean' }) lazy!: boolean;
}

/** A document that other code built from the rows as they are. */
@Entity('outdated', { withoutRowid: true })
export class Outdated {
  @PrimaryColumn({ type: 'text' }) key!: string;
}

/** Hash of the code that builds the documents; one row, none before the first document. */
@Entity('built_by', { withoutRowid: true })
export class BuiltBy {
  @PrimaryColumn({ type: 'text' }) hash!: string;
}

/** Events that the rows of this generation were made without, because the code that met them did not know their type. */
@Entity(PASSED_OVER, { withoutRowid: true })
export class PassedOverEvents {
  @PrimaryColumn({ type: 'text' }) type!: string;
  @Column({ type: 'integer' }) events!: number;
}

/** On Postgres: while there is a row, no commit succeeds; its moment names the freeze. */
@Entity('frozen')
export class Frozen {
  @PrimaryColumn({ type: 'timestamptz', default: () => 'clock_timestamp()' }) since!: Date;
}

/** The tag stands before the body, so that reading it touches no overflow page of the body. */
@Entity('document')
export class Document {
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) etag!: string;
  @Column({ type: 'text', nullable: true }) beside!: string | null;
  @Column({ type: 'blob' }) body!: Uint8Array;
}

/** Which generations of which read model there are. */
@Entity('generation', { withoutRowid: true })
@Index(['projection', 'state'])
export class GenerationRow {
  @PrimaryColumn({ type: 'text' }) projection!: string;
  @PrimaryColumn({ type: 'integer' }) number!: number;
  @Column({ type: 'text' }) state!: 'building' | 'live' | 'kept' | 'failed';
  @Column({ type: 'text' }) hash!: string;
}

/** Rendered HTML by the hash of what it was rendered from. */
@Entity('html')
export class Html {
  @PrimaryColumn({ type: 'blob' }) hash!: Uint8Array;
  @Column({ type: 'text' }) html!: string;
}
