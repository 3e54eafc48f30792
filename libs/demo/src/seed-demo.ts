import type { EventStore } from '@stoa/kernel';
import { CRAFT } from './content/craft.ts';
import { ENGINEERING } from './content/engineering.ts';
import { MENTORS } from './content/mentors.ts';
import { PEOPLE } from './content/people.ts';
import { PRODUCT } from './content/product.ts';
import { DemoLog, SEED_ID, appendNew } from './demo-log.ts';
import { tellStory } from './story.ts';
import { seedViews } from './views/seed-views.ts';

/** All questions of the demo community. */
export const QUESTIONS = [...PRODUCT, ...ENGINEERING, ...PEOPLE, ...CRAFT];

/**
 * Appends the demo community: mentors, questions, answers, a year of ratings, imported views, and what readers told in the ninety days before `now`
 * (milliseconds). What is there already stays as it is, and the story's last event is appended last of all, so that what was interrupted can be
 * finished. `events` is how many of the story were new, `facts` how many of the readers'.
 */
export async function seedDemo(store: EventStore, now: number = Date.now()): Promise<{ events: number; facts: number }> {
  const { story, community } = told();
  const events = await appendNew(store, story.slice(0, -1));
  const facts = await seedViews(store, community, now);
  return { events: events + (await appendNew(store, story.slice(-1))), facts };
}

/** True for a store that `seedDemo` has begun and not finished. */
export async function isHalfSeeded(store: EventStore): Promise<boolean> {
  for await (const [first] of store.readAll('', { batchSize: 1 })) {
    if (first?.meta.correlationId !== SEED_ID) return false;
    const { stream, event } = told().story.at(-1)!;
    return !(await store.read(stream)).some(({ id }) => id === event.id);
  }
  return false;
}

function told() {
  const log = new DemoLog();
  const community = tellStory(log, MENTORS, QUESTIONS);
  return { story: log.inOrder(), community };
}
