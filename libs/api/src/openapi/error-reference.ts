import { ERRORS } from '@stoa/http';

const HEAD = `# Errors

Generated from the table of codes (\`npm run docs\`). Errors are \`application/problem+json\` (RFC 9457): \`type\` (\`/problems/<code>\`), \`title\`, \`status\`, \`detail\`,
\`instance\` (names this one occurrence in the logs), \`code\`, and \`errors\`: for each field at fault its \`pointer\` (a JSON pointer into the body, or \`?name\` of a
query parameter), \`code\` and what was \`expected\`. The list of codes is closed: a new one is a change of the API. 400 cannot be read; 422 was read and failed validation.

| Code | Status | Meaning | What to do |
| --- | --- | --- | --- |
`;

/** docs/reference/errors.md */
export const renderErrorReference = (): string =>
  HEAD +
  Object.entries(ERRORS)
    .map(([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |\n`)
    .join('');
