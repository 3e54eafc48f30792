import { bodySchemaOf } from '../commands/command-input.ts';
import { schemaOf, type JsonSchema } from './json-schema.ts';
import { bodyExamples } from './examples.ts';
import { parametersOf } from './parameters.ts';
import { codesOf, takesBody } from './problem-responses.ts';
import { statusOf, takesForm, type Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { policy } from '../access/policy.ts';

const HEAD = `# HTTP API

Generated from the table of routes and the policy (\`npm run docs\`); \`GET /openapi.json\` says the same to machines.

- A command responds with \`{id, revision, position}\`; \`position\` is also in \`Stoa-Position\`. A query with \`after=<position>\` waits until it has seen it.
- \`POST\` needs an \`Idempotency-Key\`. A repeat of the same request has no second effect and is marked \`Idempotency-Replayed: true\`.
- \`PATCH\` and \`DELETE\` of a question, an answer or a mentor's profile need \`If-Match\` with the \`ETag\` that was read, such as \`"r3"\`.
- Errors are \`application/problem+json\`; their codes are in [errors.md](errors.md).
- Signed-in users send \`Authorization: Bearer stoa_<id>_<secret>\`. Pages know their readers by the cookie that \`POST /sign-in\` sets, and by nothing else.
`;

/** docs/reference/http-api.md */
export function renderHttpReference(): string {
  const all = Object.entries(operations) as [OperationName, Operation][];
  const tags = [...new Set(all.map(([, { tag }]) => tag))];
  const sections = tags.map((tag) => {
    const of = all.filter(([, operation]) => operation.tag === tag);
    return [`## ${tag[0]?.toUpperCase()}${tag.slice(1)}`, ...of.map(([name, operation]) => section(name, operation))].join(
      '\n\n',
    );
  });
  return `${[HEAD.trim(), ...sections].join('\n\n')}\n`;
}

function section(name: OperationName, operation: Operation): string {
  const access = policy[name];
  const parts = [
    `### ${operation.method} ${operation.path}`,
    `${operation.summary}. ${access === 'public' ? 'Open to everybody.' : `For: ${access}.`}`,
    table(
      ['Parameter', 'In', 'Form', 'Meaning'],
      parametersOf(operation)
        .filter(({ name: parameter }) => parameter !== 'X-Correlation-Id')
        .map((p) => [`\`${p.name}\`${p.required ? '' : ' (optional)'}`, p.in, formOf(p.schema), p.description]),
    ),
    ...(takesBody(operation) ? bodyParts(name, operation) : []),
    `Responds ${statusOf(operation)} with ${responseOf(operation)}. May refuse with ${codesOf(operation, access)
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function bodyParts(name: OperationName, operation: Operation): string[] {
  const { properties = {}, required = [] } = schemaOf(bodySchemaOf(operation));
  const rows = Object.entries(properties).map(([field, schema]) => [
    `\`${field}\`${required.includes(field) ? '' : ' (optional)'}`,
    formOf(schema),
  ]);
  return [table(['Field', 'Form'], rows), exampleOf(name, operation)];
}

const exampleOf = (name: OperationName, operation: Operation): string =>
  takesForm(operation)
    ? `Sent as a form:\n\n\`\`\`\n${new URLSearchParams(bodyExamples[name] as Record<string, string>)}\n\`\`\``
    : `\`\`\`json\n${JSON.stringify(bodyExamples[name], null, 2)}\n\`\`\``;

const responseOf = ({ form, response }: Operation) =>
  response === 'Asset'
    ? 'the file'
    : response === 'Redirect'
      ? 'another page in `Location`'
      : form === 'html'
        ? 'HTML'
        : `\`${response}\``;

function formOf(schema: JsonSchema): string {
  const {
    enum: values,
    format,
    minimum,
    maximum,
    maxLength,
    items,
    anyOf,
    oneOf,
    const: fixed,
    properties,
    type,
    default: fallback,
  } = schema as JsonSchema & {
    enum?: string[];
    format?: string;
    minimum?: number;
    maximum?: number;
    maxLength?: number;
    items?: JsonSchema;
    anyOf?: JsonSchema[];
    oneOf?: JsonSchema[];
    const?: string;
  };
  if (anyOf) return anyOf.map(formOf).join(' or ');
  if (oneOf) return oneOf.map(formOf).join(' or<br>');
  if (fixed !== undefined) return fixed === '' ? 'empty' : `\`${fixed}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (items) return `list of ${formOf(items)}`;
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([field, form]) => `${field}: ${formOf(form)}`)
      .join('; ')} }`;
  const bounds = minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : '';
  const length = maxLength === undefined ? '' : `, at most ${maxLength}`;
  const unset = fallback === undefined ? '' : `, default \`${JSON.stringify(fallback)}\``;
  return `${format ?? type ?? 'value'}${bounds}${length}${unset}`;
}

const table = (head: string[], rows: string[][]): string =>
  rows.length === 0 ? '' : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
