export { QUESTIONS, isHalfSeeded, seedDemo } from './seed-demo.ts';
export { MENTORS } from './content/mentors.ts';
