// Edits of TypeScript text by its syntax tree: each takes text and gives text, and throws where the place is not found.
import ts from 'typescript';

const parsed = (text) => ts.createSourceFile('edited.ts', text, ts.ScriptTarget.Latest, true);
const inserted = (text, at, more) => text.slice(0, at) + more + text.slice(at);

function find(node, matches, what) {
  let found;
  const visit = (one) => {
    if (matches(one)) found = one;
    ts.forEachChild(one, visit);
  };
  visit(node);
  if (!found && what) throw new Error(`There is no ${what} to edit`);
  return found;
}

const variable = (source, name) =>
  find(source, (node) => ts.isVariableDeclaration(node) && node.name.getText() === name, `variable ${name}`);
const functionOf = (source, name) =>
  find(
    source,
    (node) => (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) && node.name?.getText() === name,
    `function ${name}`,
  );

/** After the last element of a list, or after the one that is named. */
function intoList(text, elements, what, element, beside) {
  const after = beside === undefined ? elements.at(-1) : elements.find((one) => beside(one));
  if (!after) throw new Error(`There is no place in ${what}`);
  return inserted(text, after.getEnd(), `, ${element}`);
}

/** Imports a name (`type Name` for a type) from a module. */
export const importName = (name, from) => (text) => {
  const imports = parsed(text).statements.filter(ts.isImportDeclaration);
  const existing = imports.find(
    ({ moduleSpecifier, importClause }) =>
      moduleSpecifier.text === from && importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings),
  );
  if (existing) return intoList(text, existing.importClause.namedBindings.elements, from, name);
  return inserted(text, imports.at(-1)?.getEnd() ?? 0, `\nimport { ${name} } from '${from}';`);
};

/** Adds a member to a union type. */
export const addToUnion = (type, member) => (text) => {
  const found = find(parsed(text), (node) => ts.isTypeAliasDeclaration(node) && node.name.text === type, `type ${type}`);
  return inserted(text, found.type.getEnd(), ` | ${member}`);
};

/** Adds a member to an interface. */
export const addMember = (name, member) => (text) => {
  const found = find(parsed(text), (node) => ts.isInterfaceDeclaration(node) && node.name.text === name, `interface ${name}`);
  return inserted(text, found.getEnd() - 1, `  ${member}\n`);
};

/** Adds a clause to the last switch of a function. */
export const addCase = (inFunction, clause) => (text) => {
  const found = find(functionOf(parsed(text), inFunction), ts.isSwitchStatement, `switch in ${inFunction}`);
  return inserted(text, found.caseBlock.getEnd() - 1, `${clause}\n`);
};

/** Adds a label beside another one, so that both share what follows. */
export const addLabel = (inFunction, beside, label) => (text) => {
  const isBeside = (node) => ts.isCaseClause(node) && node.expression.getText() === `'${beside}'`;
  const found = find(functionOf(parsed(text), inFunction), isBeside, `case '${beside}' in ${inFunction}`);
  return inserted(text, found.getStart(), `case '${label}':\n    `);
};

/** Adds an element to a variable's array: at its end, or after an element that is named. */
export const addElement = (name, element, beside) => (text) => {
  const array = find(variable(parsed(text), name), ts.isArrayLiteralExpression, `array ${name}`);
  return intoList(text, array.elements, name, element, beside && ((one) => one.getText() === beside));
};

/** Adds a name to what is taken out of an object: `const { … } = object`. */
export const addBinding = (object, name) => (text) => {
  const takes = (node) =>
    ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer?.getText() === object;
  return intoList(text, find(parsed(text), takes, `const { … } = ${object}`).name.elements, object, name);
};

/** Adds a property to a variable's object, after the last property that `beside` holds for. */
export const addProperty = (name, property, beside) => (text) => {
  const object = find(variable(parsed(text), name), ts.isObjectLiteralExpression);
  const own = variable(parsed(text), name).initializer;
  const outer = unwrapped(own) ?? object;
  const after = outer.properties.findLast((one) => beside(one.name?.getText() ?? '', one.initializer?.getText() ?? ''));
  if (!after) throw new Error(`There is no place in ${name}`);
  return inserted(text, after.getEnd(), `,\n  ${property}`);
};

function unwrapped(expression) {
  let node = expression;
  while (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) node = node.expression;
  return ts.isObjectLiteralExpression(node) ? node : undefined;
}

/** Adds an element to the array of a property, at any depth of a variable's object: `path` are names of properties. */
export const addToArrayOf = (name, path, element) => (text) => {
  let node = unwrapped(variable(parsed(text), name).initializer);
  for (const part of path) node = node?.properties.find((property) => property.name?.getText() === part)?.initializer;
  if (!node || !ts.isArrayLiteralExpression(node)) throw new Error(`There is no array ${name}.${path.join('.')}`);
  return intoList(text, node.elements, name, element);
};

/** Adds an element to the first array that stands behind a property's name, anywhere in the file. */
export const addToArrayProperty = (property, element) => (text) => {
  const isIt = (node) =>
    ts.isPropertyAssignment(node) && node.name.getText() === property && ts.isArrayLiteralExpression(node.initializer);
  return intoList(text, find(parsed(text), isIt, `array ${property}`).initializer.elements, property, element);
};

/** Adds a statement before that which declares a name. */
export const addBefore = (name, statement) => (text) => {
  const declares = (one) =>
    one.name?.text === name ||
    (ts.isVariableStatement(one) && one.declarationList.declarations.some((declaration) => declaration.name.getText() === name));
  const found = parsed(text).statements.find(declares);
  if (!found) throw new Error(`Nothing declares ${name}`);
  return inserted(text, found.getStart(), `${statement}\n`);
};

/** Adds text at the end of a file. */
export const append = (more) => (text) => `${text.trimEnd()}\n${more}\n`;

/** Applies edits to a file of a tree. */
export function edit(tree, path, ...edits) {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`There is no ${path}`);
  try {
    tree.write(
      path,
      edits.reduce((current, change) => change(current), text),
    );
  } catch (error) {
    throw new Error(`${path} cannot be edited: ${error.message}`, { cause: error });
  }
}
