import { RATES, parseRates } from '@stoa/http';
import { z } from 'zod';
import { option } from './option.ts';

const defaults = Object.entries(RATES).map(([name, rate]) => `${name}=${rate!.points}/${rate!.seconds}`);

/** Options of processes that serve the public. */
export const rateOptions = {
  rates: option(
    'STOA_RATE_LIMITS',
    z
      .string()
      .default('')
      .transform((text, context) => {
        try {
          return parseRates(text);
        } catch (error) {
          context.addIssue({ code: 'custom', message: (error as Error).message });
          return z.NEVER;
        }
      })
      .describe(
        `How many requests in how many seconds: what differs from \`${defaults.join(',')}\`, such as \`writes=40/60,requests=off\`, or \`off\`. \`writes\` and \`content\` are a member's, \`requests\` (without a token) and \`wrong-tokens\` an address's.`,
      ),
  ),
};
