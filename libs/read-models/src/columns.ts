import { Column, PrimaryColumn } from 'typeorm';

/** The closed list of column kinds. What is not here cannot be dumped alike on every engine. */
export const KeyText = () => PrimaryColumn({ type: 'text' });
export const Text = () => Column({ type: 'text' });
export const NullableText = () => Column({ type: 'text', nullable: true });
/** An integer within 2^53. */
export const Integer = () => Column({ type: 'integer' });
export const NullableInteger = () => Column({ type: 'integer', nullable: true });
export const Flag = () => Column({ type: 'boolean' });
/** Stored as canonical text. */
export const Json = () => Column({ type: 'simple-json' });
