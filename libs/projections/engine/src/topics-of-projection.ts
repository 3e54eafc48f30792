import { topicOfType } from '@stoa/contracts';
import type { Projection } from '@stoa/kernel';

/** Topics that may bring events which a read model folds. */
export const topicsOf = ({ handlers }: Pick<Projection, 'handlers'>): ReadonlySet<string> =>
  new Set([...handlers.keys()].map(topicOfType));
