import { FindNames, type NamesFound } from '@stoa/contracts';
import type { EntityDimension, EntityNames } from '@stoa/site';

const MOST = 500;

/** The query for names of these. */
export const namesOf = (ids: Partial<Pick<FindNames, 'answers' | 'questions' | 'mentors' | 'topics'>>): FindNames =>
  new FindNames({ answers: [], questions: [], mentors: [], topics: [], ...ids });

/** The same for the ids on a page. */
export const namesQuery = ({ answer, question, mentor, topic }: Record<EntityDimension, string[]>): FindNames =>
  namesOf({
    answers: answer.slice(0, MOST),
    questions: question.slice(0, MOST),
    mentors: mentor.slice(0, MOST),
    topics: topic.slice(0, MOST),
  });

/** How the page calls them, and where each is read. */
export const entityNames = ({ answers, questions, mentors, topics }: NamesFound): EntityNames => ({
  answer: byId(answers, ({ id, slug, title, displayName }) => ({ name: title, detail: displayName, href: `/q/${slug}#a-${id}` })),
  question: byId(questions, ({ slug, title }) => ({ name: title, href: `/q/${slug}` })),
  mentor: byId(mentors, ({ displayName, role }) => ({ name: displayName, detail: role })),
  topic: Object.fromEntries(topics.map(({ key, name }) => [key, { name, href: `/t/${key}` }])),
});

const byId = <T extends { readonly id: string }, N>(items: readonly T[], name: (item: T) => N): Record<string, N> =>
  Object.fromEntries(items.map((item) => [item.id, name(item)]));
