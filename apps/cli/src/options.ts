import { Refusal } from '@stoa/kernel';
import { z } from 'zod';

/** The value of an option that counts something, from 1. */
export function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Refusal('validation-failed', `${option} must be a whole number from 1 to ${most}.`);
  return value;
}

/** The value of an option that names a day. */
export function calendarDay(option: string, text: string): string {
  if (!z.iso.date().safeParse(text).success)
    throw new Refusal('validation-failed', `${option} must be a day such as 2026-11-24.`);
  return text;
}

/** The value of an option that names a position of a folder's log, as `events list` shows it. */
export function positionOf(option: string, text: string): string {
  if (!/^\d{1,16}$/.test(text))
    throw new Refusal('validation-failed', `${option} must be a position as \`events list\` shows it.`);
  return text.padStart(16, '0');
}
