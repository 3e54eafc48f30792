import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KAFKA_RIGHTS,
  accessAs,
  certificateAuthority,
  postgresUrl,
  rightsToBegin,
  type KafkaSecurity,
  type PostgresOptions,
  type StandInSecurity,
} from '@stoa/dev-servers';
import { secretIn, type Secrets, type Settings } from './settings.ts';

const USER = 'stoa';
const HOSTS = ['127.0.0.1', 'localhost'];
/** Each has a user of Kafka's, which may do what it needs. */
const PROCESSES = Object.keys(KAFKA_RIGHTS) as (keyof typeof KAFKA_RIGHTS)[];
const SERVERS = ['postgres', 'kafka', 'eventstore'] as const;

/** What the servers of a stack are secured with, and what its services connect with. */
export interface Security {
  readonly postgres: Required<PostgresOptions>['tls'];
  readonly kafka: KafkaSecurity;
  readonly eventstore: StandInSecurity;
  /** Variables of every service: passwords in files. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of a service that speaks to Kafka: as a user of its own. */
  kafkaUser(app: string): Readonly<Record<string, string>>;
}

/** Certificates, users and passwords of a stack, in a folder that only its owner enters; made once. */
export function securityOf(stack: string, { ports }: Settings, secrets: Secrets): Security {
  const folder = join(stack, 'security');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  const write = (name: string, text: string) => {
    writeFileSync(at(name), text, { mode: 0o600 });
    return at(name);
  };
  const read = (name: string) => readFileSync(at(name), 'utf8');
  const certificateOf = (server: (typeof SERVERS)[number]) => ({ cert: read(`${server}.crt`), key: read(`${server}.key`) });

  const caFile = at('ca.crt');
  if (!existsSync(caFile)) {
    const authority = certificateAuthority('The CA of a stack');
    for (const server of SERVERS) {
      const { cert, key } = authority.issue(...HOSTS);
      write(`${server}.crt`, cert);
      write(`${server}.key`, key);
    }
    // Last: with it the set is complete. The key of the CA is kept nowhere.
    write('ca.crt', authority.cert);
  }
  const password = secretIn(at('eventstore-password'));
  const admin = { name: 'admin', password: secretIn(at('kafka-password-admin')), isAdmin: true };
  const passwordFile = (app: string) => at(`kafka-password-${app}`);
  const users = PROCESSES.map((app) => ({
    name: app,
    password: secretIn(passwordFile(app)),
    isAdmin: false,
    rights: rightsToBegin(app),
  }));
  const postgres = { certificate: certificateOf('postgres'), caFile };
  const kafka: KafkaSecurity = { ca: read('ca.crt'), certificate: certificateOf('kafka'), accounts: [admin, ...users] };
  const { mechanism } = accessAs(admin, kafka.ca).sasl;
  const eventstore = `esdb://${USER}:${password}@127.0.0.1:${ports.eventstore}?tlsCAFile=${caFile}`;
  return {
    postgres,
    kafka,
    eventstore: {
      certificateFile: at('eventstore.crt'),
      keyFile: at('eventstore.key'),
      user: USER,
      passwordFile: at('eventstore-password'),
    },
    environment: {
      STOA_EVENTSTORE_FILE: write('eventstore-address', eventstore),
      STOA_POSTGRES_FILE: write(
        'postgres-address',
        postgresUrl({ port: ports.postgres, password: secrets.postgres, tls: postgres }),
      ),
      STOA_KAFKA_TLS: 'true',
      STOA_KAFKA_CA_FILE: caFile,
    },
    kafkaUser: (app): Record<string, string> =>
      users.some(({ name }) => name === app)
        ? { STOA_KAFKA_SASL_MECHANISM: mechanism, STOA_KAFKA_USER: app, STOA_KAFKA_PASSWORD_FILE: passwordFile(app) }
        : {},
  };
}
