/** The table, in every generation, that counts events whose type the code did not know. Not part of a dump. */
export const PASSED_OVER = 'passed_over';

/** How many events of a type were passed over. */
export interface PassedOver {
  readonly type: string;
  readonly events: number;
}
