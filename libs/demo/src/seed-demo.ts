import type { EventStore } from '@stoa/kernel';
import { CRAFT } from './content/craft.ts';
import { ENGINEERING } from './content/engineering.ts';
import { MENTORS } from './content/mentors.ts';
import { PEOPLE } from './content/people.ts';
import { PRODUCT } from './content/product.ts';
import { DemoLog } from './demo-log.ts';
import { tellStory } from './story.ts';

/** All questions of the demo community. */
export const QUESTIONS = [...PRODUCT, ...ENGINEERING, ...PEOPLE, ...CRAFT];

/**
 * Appends the demo community: mentors, questions, answers, a year of ratings, imported views. The same events with the same ids at every
 * call; what is there already stays as it is. `events` is how many were new.
 */
export async function seedDemo(store: EventStore): Promise<{ events: number }> {
  const log = new DemoLog();
  tellStory(log, MENTORS, QUESTIONS);
  return { events: await log.appendTo(store) };
}
