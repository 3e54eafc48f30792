export { mentorDecider, type Mentor, type MentorCommand, type MentorFacts } from './mentor.ts';
export { MentorsModule } from './mentors.module.ts';
