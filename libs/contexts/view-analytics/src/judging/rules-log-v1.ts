import { isTooFast } from './rules-v1.ts';
import type { ViewRules } from './view-rules.ts';

/** A line tells that a page was sent, and to which browser: whether anybody looked at it, it cannot tell. */
export const rulesLogV1: ViewRules = {
  version: 'views.log.v1',
  kind: 'logs',
  summary:
    'A page was sent to a browser, once per visitor, thing and UTC day; not to a bot, nor to a visitor or network that was faster than people are.',
  judge(fact, { day }) {
    if (fact.reader.bot !== null) return 'known_bot';
    if (isTooFast(fact, day)) return 'automated';
    return day.isCounted(fact) ? 'repeat' : 'human';
  },
};
