// Writes what each read model is made by, as two hashes: of the code that its rows depend on, and of the code that its documents are made by
// from the rows. Other rows are replayed from the log; other documents are built from the rows that are there. HTML of another renderer is
// rendered again. docs/decisions/0014 says what counts.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { openCode } from './code-closure.mjs';

const root = join(import.meta.dirname, '..');
const readModels = 'libs/read-models/src';
const contracts = 'libs/contracts/src/index.ts';
const renderer = ['libs/markdown/src/render-markdown.ts', 'renderMarkdown'];

/** What the engine and the stores do to a value on its way into a row: how a batch is folded, and how a row is encoded. */
const ROWS = [
  ['libs/projections/engine/src/fold-batch.ts', 'foldBatch'],
  ['libs/projections/store/src/row-codec.ts', 'RowCodec'],
  ['libs/projections/store/src/postgres/rows/columns.ts', 'columnsOf'],
  ['libs/projections/store/src/postgres/rows/columns.ts', 'decoded'],
];
/** And what they do to a built document: its bytes and its tag. */
const DOCUMENTS = [['libs/projections/engine/src/stored-document.ts', 'stored']];
/** Packages that say what a column or a field is, and compute nothing that a row or a document holds. */
const DECLARING = new Set(['typeorm', 'zod']);

/** Names of all read models. */
export const readModelNames = () => readdirSync(join(root, readModels)).filter((name) => existsSync(join(root, fileOf(name))));

const fileOf = (name) => `${readModels}/${name}/${name}.projection.ts`;

/**
 * The code of all read models and of the renderer, as texts; `readFile` may give other sources than the disk's.
 * `{ renderer, readModels: { [name]: { rows, documents } } }`
 */
export function codeOfReadModels(readFile) {
  const names = readModelNames();
  const code = openCode([contracts, ...names.map(fileOf), ...[...ROWS, ...DOCUMENTS, renderer].map(([file]) => file)], readFile);
  const declared = (entries) => entries.map(([file, name]) => code.declaration(file, name));
  const upcasters = upcastersIn(code);
  const textOf = (entries, options) => {
    const { text, packages } = code.closure(entries, options);
    return [text, ...versionsOf(packages.filter((name) => !DECLARING.has(name) && !name.startsWith('node:')))].join('\n');
  };
  const html = textOf(declared([renderer]));
  const readModel = (name) => {
    const { declaration, documents } = projectionIn(code.source(fileOf(name)), name);
    return {
      rows: textOf([declaration, ...declared(ROWS)], { cut: new Set(documents ? [documents] : []), follow: upcasters }),
      documents: documents ? `${textOf([documents, ...declared(DOCUMENTS)])}\n${html}` : '',
    };
  };
  return { renderer: html, readModels: Object.fromEntries(names.map((name) => [name, readModel(name)])) };
}

/** `{ renderer, readModels: { [name]: { rows, documents } } }`, each 32 hexadecimal digits. */
export function hashesOfReadModels(readFile) {
  const code = codeOfReadModels(readFile);
  const hashes = Object.entries(code.readModels).map(([name, { rows, documents }]) => [
    name,
    { rows: hashOf(rows), documents: hashOf(documents) },
  ]);
  return { renderer: hashOf(code.renderer), readModels: Object.fromEntries(hashes) };
}

/** The statement that declares a read model, and what it gives as `documents`. */
function projectionIn(source, name) {
  const isProjection = (node) =>
    ts.isCallExpression(node) && node.expression.getText() === 'projection' && node.arguments[0]?.text === name;
  for (const statement of source.statements) {
    const call = find(statement, isProjection);
    if (!call) continue;
    const documents = find(call.arguments[3], (node) => ts.isPropertyAssignment(node) && node.name.getText() === 'documents');
    const shorthand = find(call.arguments[3], (node) => ts.isShorthandPropertyAssignment(node) && node.name.text === 'documents');
    if (shorthand) throw new Error(`${source.fileName}: documents must be given as \`documents: …\``);
    return { declaration: statement, documents: documents?.initializer };
  }
  throw new Error(`${source.fileName} declares no projection ${name}`);
}

/** Of a reached event the upcasters that lead to it: they make what a projection is given of what is stored. */
function upcastersIn(code) {
  const leading = new Map();
  for (const source of code.program.getSourceFiles())
    for (const statement of source.statements)
      find(statement, (node) => {
        if (ts.isCallExpression(node) && node.expression.getText() === 'upcaster' && ts.isIdentifier(node.arguments[1] ?? node))
          for (const event of code.resolve(node.arguments[1]).target)
            leading.set(event, [...(leading.get(event) ?? []), statement]);
        return false;
      });
  return (declaration) => leading.get(declaration) ?? [];
}

function find(node, matches) {
  return node && (matches(node) ? node : ts.forEachChild(node, (child) => find(child, matches)));
}

/** Packages and all that they stand on, as the lock file has them. */
export function versionsOf(names) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const visit = (name) => {
    const entry = packages[`node_modules/${name}`];
    if (!entry || found.has(name)) return;
    found.set(name, entry.version);
    Object.keys(entry.dependencies ?? {}).forEach(visit);
  };
  names.forEach(visit);
  return [...found].map(([name, version]) => `${name}@${version}`).sort();
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 32);

function write(file, value) {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), `${JSON.stringify(value, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const hashes = hashesOfReadModels();
  write('libs/markdown/dist/renderer-version.json', { version: hashes.renderer });
  write('libs/read-models/dist/projection-hashes.json', hashes.readModels);
}
