// node lint-imports.mjs < [{ file, code }] > one list of complaints a case: what the rule on imports says, in one process for all cases.
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const root = join(import.meta.dirname, '../../../..');
const eslint = new ESLint({ cwd: root });
const complaints = [];
for (const { file, code } of await json(process.stdin)) {
  const [{ messages }] = await eslint.lintText(code, { filePath: join(root, file) });
  complaints.push(messages.filter(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries').map(({ message }) => message));
}
process.stdout.write(JSON.stringify(complaints));
