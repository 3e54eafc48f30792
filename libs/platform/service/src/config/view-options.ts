import { TrustedProxies } from '@stoa/visitors';
import { z } from 'zod';
import { option } from './option.ts';

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Options of processes that take readers' views. */
export const viewOptions = {
  trustedProxies: option(
    'STOA_TRUSTED_PROXIES',
    z
      .string()
      .default('')
      .superRefine((text, context) => {
        try {
          TrustedProxies.parse(text);
        } catch (error) {
          context.addIssue({ code: 'custom', message: (error as Error).message });
        }
      })
      .describe(
        'Addresses and CIDR blocks of proxies whose X-Forwarded-For is believed, separated by commas. Without it, all readers behind a proxy are one: for views, and for rates.',
      ),
  ),
  countryHeader: option(
    'STOA_COUNTRY_HEADER',
    z
      .string()
      .regex(/^[A-Za-z0-9-]{1,60}$/, 'the name of a header')
      .optional()
      .describe('Header in which a trusted proxy names the reader’s country by two letters.'),
  ),
  viewOptOut: option(
    'STOA_VIEW_OPT_OUT',
    z
      .string()
      .regex(/^(?:none|(?:gpc|dnt)(?:\s*,\s*(?:gpc|dnt))*)$/, 'gpc, dnt, both separated by a comma, or none')
      .transform((text) => list(text).filter((signal): signal is 'gpc' | 'dnt' => signal === 'gpc' || signal === 'dnt'))
      .default(['gpc'])
      .describe(
        'Signals of readers who do not want to be measured that are honoured: `gpc` (Global Privacy Control), `dnt` (Do Not Track), or `none`. Such readers are only a total.',
      ),
  ),
  bots: option(
    'STOA_BOTS',
    z
      .string()
      .max(4000)
      .transform(list)
      .default([])
      .describe('Words in the user agents of bots that you know beside those that everybody knows, separated by commas.'),
  ),
  viewOrigins: option(
    'STOA_VIEW_ORIGINS',
    z
      .string()
      .transform(list)
      .pipe(z.array(z.string().regex(/^https?:\/\/[^/\s]+$/, 'origins such as https://app.example')))
      .default([])
      .describe('Origins of other sites whose pages show answers and may tell views, separated by commas.'),
  ),
};
