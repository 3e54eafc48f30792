import type { Clause } from './contract/clause.ts';
import { documentClauses } from './contract/documents.clauses.ts';
import { registryClauses } from './contract/registry.clauses.ts';
import { rowClauses } from './contract/rows.clauses.ts';

/** What every store of generations promises. */
export const clauses: readonly Clause[] = [...registryClauses, ...rowClauses, ...documentClauses];
