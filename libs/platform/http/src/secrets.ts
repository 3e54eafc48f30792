import { hash, timingSafeEqual } from 'node:crypto';

/** Compares two secrets of any length in constant time. */
export const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(digestOf(given), digestOf(expected));

const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');
