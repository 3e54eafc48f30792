import { slugOf, type ImportItem } from '@stoa/contracts';

const HANDLE = 40;
const SHORTEST_HANDLE = 2;

/** Handles for a name, best first: the name itself, then with the source's number of the person, then with more and more of the mentor's id. */
export function handleCandidates({ displayName, number }: Extract<ImportItem, { kind: 'mentor' }>, mentorId: string): string[] {
  const digits = number.replace('-', '');
  const base = cut(slugOf(displayName, `mentor-${digits}`), HANDLE);
  const suffixes = [digits, mentorId.slice(0, 6), mentorId.replaceAll('-', '').slice(0, 12)];
  return [...(base.length >= SHORTEST_HANDLE ? [base] : []), ...suffixed(base, suffixes, HANDLE)];
}

/** Slugs for a title, best first: the title itself, then with more and more of the question's id. */
export function slugCandidates(title: string, questionId: string): string[] {
  const base = slugOf(title, `question-${questionId.slice(0, 6)}`);
  return [base, ...suffixed(base, [questionId.slice(0, 6), questionId.replaceAll('-', '').slice(0, 12), questionId], 120)];
}

const suffixed = (base: string, suffixes: readonly string[], max: number) =>
  suffixes.map((suffix) => `${cut(base, max - suffix.length - 1)}-${suffix}`);

const cut = (text: string, max: number) => text.slice(0, max).replace(/-+$/, '');
