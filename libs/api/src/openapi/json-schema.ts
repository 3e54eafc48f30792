import { z } from 'zod';

export type JsonSchema = Record<string, unknown> & {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

/** What a caller sends or gets, as JSON Schema (2020-12, as OpenAPI 3.1 has it). */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    // A number in an address is read from text; what describes that text does not describe the number.
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'integer') delete jsonSchema.pattern;
    },
  });
  return rest as JsonSchema;
}
