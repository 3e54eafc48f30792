import { z } from 'zod';
import { valueDimensions, type ValueDimension } from './analytics-names.ts';

/** A value null: facts that have none. */
export type AnalyticsClause = readonly ['is' | 'is_not' | 'contains', ValueDimension, readonly (string | null)[]];
export type AnalyticsFilter =
  AnalyticsClause | readonly ['and' | 'or', readonly AnalyticsFilter[]] | readonly ['not', AnalyticsFilter];

const MAX_DEPTH = 8;
const MAX_CLAUSES = 50;

const clause = z.tuple([
  z.enum(['is', 'is_not', 'contains']),
  z.enum(valueDimensions),
  z.array(z.string().max(500).nullable()).min(1).max(100),
]);

/** All of them hold. Nothing is walked deeper than is allowed, whatever was sent. */
export const analyticsFilters = z
  .array(
    z.unknown().meta({
      type: 'array',
      description:
        "`['is' | 'is_not' | 'contains', dimension, values]`, `['and' | 'or', filters]` or `['not', filter]`, at most 8 deep and 50 clauses in all. " +
        'Null among the values stands for facts without one; `contains` looks for part of a value, in any case.',
    }),
  )
  .max(20)
  .transform((filters, context): AnalyticsFilter[] => {
    let clauses = 0;
    const refuse = (message: string, path: PropertyKey[]): never => {
      context.addIssue({ code: 'custom', message, path });
      return z.NEVER;
    };
    const filterOf = (value: unknown, path: PropertyKey[]): AnalyticsFilter => {
      // Counted before it is walked: what is too deep is refused there.
      const depth = path.filter((step) => step === 1).length;
      if (depth >= MAX_DEPTH) return refuse(`filters at most ${MAX_DEPTH} deep`, path);
      if (!Array.isArray(value)) return refuse('a filter', path);
      const [operator, operand] = value as unknown[];
      if (operator === 'not' && value.length === 2) return ['not', filterOf(operand, [...path, 1])];
      if (operator === 'and' || operator === 'or') {
        if (value.length !== 2 || !Array.isArray(operand) || operand.length < 1 || operand.length > 20)
          return refuse('1 to 20 filters', [...path, 1]);
        return [operator, operand.map((inner, index) => filterOf(inner, [...path, 1, index]))];
      }
      clauses += 1;
      if (clauses > MAX_CLAUSES) return refuse(`at most ${MAX_CLAUSES} clauses`, path);
      const read = clause.safeParse(value);
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      return refuse(issue?.message ?? 'a filter', [...path, ...(issue?.path ?? [])]);
    };
    return filters.map((filter, index) => filterOf(filter, [index]));
  });
