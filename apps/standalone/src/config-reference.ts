import { z } from 'zod';
import { VARIABLES, configSchema, optionName, type Config } from './config.ts';

const HEAD = `# Configuration

Generated from the schema (\`npm run docs\`). An option counts before its variable. All that is wrong is reported together, in one line that names
variables and never their values; the process then ends with 78.

| Option | Variable | Values | Unless told | Meaning |
| --- | --- | --- | --- | --- |
`;

interface Form {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
  description?: string;
}

/** docs/reference/configuration.md */
export function renderConfigReference(): string {
  const rows = (Object.keys(VARIABLES) as (keyof Config)[]).map((name) => {
    const form = z.toJSONSchema(configSchema.shape[name], { io: 'output' }) as Form;
    const cells = [code(optionName(name)), code(VARIABLES[name]), valuesOf(form), code(String(form.default)), form.description];
    return `| ${cells.join(' | ')} |\n`;
  });
  return HEAD + rows.join('');
}

const code = (text: string) => `\`${text}\``;

function valuesOf({ type, enum: values, minimum, maximum }: Form): string {
  if (values) return values.map(code).join(', ');
  if (type === 'boolean') return `${code('true')}, ${code('false')}; the option takes none`;
  return type === 'integer' ? `${minimum} to ${maximum}` : 'text';
}
