import { MemberRegistered, MentorRegistered, TopicCreated } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { questionSteps } from './question-steps.ts';
import { rateAnswer } from './rate-answer.ts';
import { siteSteps } from './site-steps.ts';
import { TOPICS, emptyStory } from './story.ts';

export { seeded } from './seeded.ts';

/** Times are drawn around turns of years, where months and ISO weeks part. */
const TIMES = ['2020-12-28', '2021-01-03', '2021-01-04', '2022-01-01', '2024-02-29', '2024-12-30', '2025-06-15'];

/** A log that real commands could have left, of about `size` events: every event type that a page or a board folds, in a random but possible order. */
export function randomLog(seed: number, size: number): RecordedEvent[] {
  const story = emptyStory(seed);
  const { random, one, events, mentors, profile, record } = story;
  const steps = [...questionSteps(story), ...siteSteps(story)];
  const tick = () => (story.at = `${one(TIMES)}T${String(Math.floor(random() * 24)).padStart(2, '0')}:00:00.000Z`);
  tick();
  for (const topic of TOPICS) record(TopicCreated({ topic, name: topic.replaceAll('-', ' ') }));
  for (const { memberId } of mentors) record(MemberRegistered({ memberId, displayName: 'Ada', roles: ['member'] }));
  for (const [index, who] of mentors.entries()) record(MentorRegistered({ ...who, handle: `mentor-${index}`, ...profile() }));
  steps[0]?.();
  steps[1]?.();
  while (events.length < size) {
    tick();
    if (random() < 0.4) rateAnswer(story);
    else one(steps)();
  }
  return events;
}
