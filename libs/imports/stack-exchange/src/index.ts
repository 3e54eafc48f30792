export { importStackExchange, type StackExchangeImport } from './import-stack-exchange.ts';
export type { ImportGateway } from './sending/import-gateway.ts';
export type {
  Amendments,
  BodyCounts,
  DifferingBody,
  ImportProgress,
  ImportReport,
  StrayRow,
  StrayRows,
  TextChanges,
} from './import-report.ts';
