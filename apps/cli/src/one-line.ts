import { isRefusal, operatorsReason } from '@stoa/kernel';
import { complaint } from './output.ts';

/** Any error as one line; where a dependency is at fault, its reason for operators. */
export function oneLine(error: unknown): string {
  const message = operatorsReason(error) ?? (error instanceof Error ? error.message : String(error));
  const fields = isRefusal(error) ? error.errors.map(({ pointer, expected }) => ` (${pointer}: ${expected})`).join('') : '';
  return complaint(message, fields);
}
