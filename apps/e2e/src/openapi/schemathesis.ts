import { execFile } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findInPath } from '@stoa/dev-servers';

/** A program of its own (Python); see docs/guides/testing.md. */
const NAME = 'schemathesis';

/** A response that one of its checks found at odds with the description. */
export interface Finding {
  /** Such as `RejectedPositiveData`. */
  readonly type: string;
  readonly operation: string;
  readonly message: string;
  readonly request: string;
  readonly status: number;
  readonly body: string;
}

export interface Report {
  readonly cases: number;
  readonly findings: readonly Finding[];
  /** Of the program itself, and what it could not read of the description. */
  readonly errors: readonly { readonly operation: string; readonly message: string }[];
}

interface Interaction {
  readonly request: { readonly method: string; readonly uri: string };
  readonly response: { readonly status_code: number; readonly content?: { readonly $base64: string } | null } | null;
}
type Failure = Pick<Finding, 'type' | 'operation' | 'message'>;
/** One line of the report; of its many kinds these hold what was found. */
interface Entry {
  readonly ScenarioFinished?: {
    readonly recorder: {
      /** Of a scenario without a request neither is there. */
      readonly checks?: Readonly<Record<string, readonly { readonly failure_info?: { readonly failure: Failure } }[]>>;
      readonly interactions?: Readonly<Record<string, Interaction>>;
    };
  };
  readonly NonFatalError?: { readonly label: string; readonly value: { readonly message: string } };
  readonly FatalError?: unknown;
}

/** The one that SCHEMATHESIS names, else the one in the PATH. */
export function findSchemathesis(): string | undefined {
  const named = process.env['SCHEMATHESIS'];
  if (named) return existsSync(named) ? named : undefined;
  return findInPath(NAME);
}

/**
 * Sends requests that an API's description allows and requests that it forbids, as many as it takes for `examples` of each operation, and
 * compares the responses with the description. The same ones for the same seed, where the server holds the same.
 */
export async function runSchemathesis(
  program: string,
  { url, headers, examples, seed }: { url: string; headers: Readonly<Record<string, string>>; examples: number; seed: number },
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-schemathesis-'));
  const report = join(folder, 'report.ndjson');
  try {
    const said = await run(program, folder, [
      ...['run', `${url}/openapi.json`, '--phases', 'coverage,fuzzing,stateful', '--max-examples', String(examples)],
      ...['--seed', String(seed), '--continue-on-failure', '--no-shrink', '--warnings', 'off', '--request-timeout', '60'],
      ...['--report', 'ndjson', '--report-ndjson-path', report],
      ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    ]);
    const cases = Number(/(\d+) generated/.exec(said)?.[1] ?? Number.NaN);
    if (!existsSync(report) || Number.isNaN(cases)) throw new Error(`There is no report: ${said.slice(-2000)}`);
    return { cases, ...(await read(report)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives its output; it ends with 1 where it has findings. */
function run(program: string, cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { PATH: process.env['PATH'], NO_COLOR: '1' } };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error && error.code !== 1) reject(new Error(`${error.message}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`));
      else resolve(stdout);
    });
  });
}

async function read(report: string): Promise<Omit<Report, 'cases'>> {
  const findings: Finding[] = [];
  const errors: Report['errors'][number][] = [];
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const { ScenarioFinished: scenario, NonFatalError: error, FatalError: fatal } = JSON.parse(line) as Entry;
    if (error) errors.push({ operation: error.label, message: error.value.message });
    if (fatal) errors.push({ operation: '', message: JSON.stringify(fatal) });
    if (scenario) findings.push(...findingsIn(scenario.recorder));
  }
  return { findings, errors };
}

function findingsIn({ checks = {}, interactions = {} }: NonNullable<Entry['ScenarioFinished']>['recorder']): Finding[] {
  return Object.entries(checks).flatMap(([id, results]) =>
    results.flatMap(({ failure_info: info }): Finding[] => {
      if (!info) return [];
      const { type, operation, message } = info.failure;
      const { request, response } = interactions[id]!;
      return [
        {
          ...{ type, operation, message },
          request: `${request.method} ${request.uri}`,
          status: response?.status_code ?? 0,
          body: Buffer.from(response?.content?.$base64 ?? '', 'base64').toString(),
        },
      ];
    }),
  );
}
