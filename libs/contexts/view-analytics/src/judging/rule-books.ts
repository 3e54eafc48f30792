import { rulesLogV1 } from './rules-log-v1.ts';
import { rulesV1 } from './rules-v1.ts';
import { rulesV2 } from './rules-v2.ts';
import type { ViewRules } from './view-rules.ts';

/** Every version that was ever published; batches name the one that judged them. */
export const ruleBooks: ReadonlyMap<string, ViewRules> = new Map(
  [rulesV1, rulesV2, rulesLogV1].map((rules) => [rules.version, rules]),
);

/** The rules by which facts are judged as they come in. */
export const LIVE_RULES = rulesV1;
