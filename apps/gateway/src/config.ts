import {
  eventStoreOption,
  hostOption,
  logFormatOption,
  logOption,
  metricsOptions,
  overloadOption,
  pageCacheOption,
  portOption,
  postgresOption,
  secretOption,
  rankingOption,
  rateOptions,
  serviceSecretOption,
  serviceUrlOption,
  kafkaOptions,
  viewOptions,
  type ConfigOf,
} from '@stoa/service';
import { z } from 'zod';

/** Options of this process. */
export const options = {
  host: hostOption,
  port: portOption(3000),
  postgres: postgresOption,
  eventStore: eventStoreOption,
  ...kafkaOptions,
  questionsUrl: serviceUrlOption('STOA_QUESTIONS_URL', 'questions', 3001),
  answersUrl: serviceUrlOption('STOA_ANSWERS_URL', 'answers', 3002),
  mentorsUrl: serviceUrlOption('STOA_MENTORS_URL', 'mentors', 3003),
  viewAnalyticsUrl: serviceUrlOption('STOA_VIEW_ANALYTICS_URL', 'view-analytics', 3004),
  serviceSecret: serviceSecretOption,
  adminSecret: secretOption(
    'STOA_ADMIN_SECRET',
    z
      .string()
      .min(24, 'at least 24 characters')
      .optional()
      .describe(
        'Grants the admin role to any request that carries it, from anywhere: for the first tokens, and for operators. Without it, only tokens grant access.',
      ),
  ),
  pageCacheMb: pageCacheOption,
  ranking: rankingOption,
  ...viewOptions,
  ...rateOptions,
  ...metricsOptions,
  overload: overloadOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
