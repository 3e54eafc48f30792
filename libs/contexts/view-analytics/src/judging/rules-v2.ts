import { LIMITS, isOfCrowd, rulesV1 } from './rules-v1.ts';
import type { ViewRules } from './view-rules.ts';

/**
 * As v1, but a limit that is passed at any time of a day takes back that network's or visitor's views of the whole day, those before it
 * too. Only a day that is over can be judged so: it is for restating.
 */
export const rulesV2: ViewRules = {
  version: 'views.rules.v2',
  kind: 'pages',
  summary: `${rulesV1.summary} Who turns out to be a machine at any time of a day is not counted on all of that day.`,
  judge: (fact, circumstances) => {
    const of = rulesV1.judge(fact, circumstances);
    return circumstances.suspect && of !== 'invalid' && of !== 'known_bot' ? 'automated' : of;
  },
  suspectsOf: (day, fact) => day.factsOf(fact) > LIMITS.facts || isOfCrowd(fact, day),
};
