import { patient } from '@stoa/testing';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import pg from 'pg';
import type { KafkaAccess } from './server.ts';

/** Resolves when Postgres serves a query; throws otherwise. */
export async function postgresResponds(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patient(2_000) });
  client.on('error', () => undefined); // the query reports it
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end();
  }
}

/** Resolves when a broker has registered with its controller; throws otherwise. */
export async function kafkaResponds(brokers: string, access?: KafkaAccess): Promise<void> {
  const client = new Kafka({
    brokers: brokers.split(','),
    ...(access && kafkajsAccess(access)),
    logLevel: logLevel.NOTHING,
    connectionTimeout: patient(1_000),
    retry: { retries: 0 },
  });
  const admin = client.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('The broker has not registered with its controller');
  } finally {
    await admin.disconnect();
  }
}

/** For kafkajs, which has names of its own. */
export const kafkajsAccess = ({ tls, sasl: { mechanism, user, password } }: KafkaAccess) => ({
  ssl: tls,
  sasl: { mechanism: mechanism.toLowerCase(), username: user, password } as SASLOptions,
});

/** Resolves when an address responds with success; throws otherwise. */
export async function httpResponds(url: string): Promise<void> {
  const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(patient(2_000)) });
  if (!ok) throw new Error(`${url} answers ${status}`);
}
