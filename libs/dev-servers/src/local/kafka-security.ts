import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../certificates/authority.ts';
import type { KafkaAccess } from '../server.ts';
import { grant, type KafkaRights } from './kafka-rights.ts';

export interface KafkaAccount {
  readonly name: string;
  readonly password: string;
  /** May do everything; any other may do what ACLs allow. */
  readonly isAdmin: boolean;
  /** Granted whenever the broker has come up. */
  readonly rights?: KafkaRights;
}

/** A broker that is spoken to over TLS, by users: each may authenticate by PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
export interface KafkaSecurity {
  /** In PEM: of the CA that issued the certificate. */
  readonly ca: string;
  /** For 127.0.0.1. */
  readonly certificate: Certificate;
  /** The first one is an admin. */
  readonly accounts: readonly [KafkaAccount, ...KafkaAccount[]];
}

export const LISTENER = 'SASL_SSL';
/** A listener that asks clients for a certificate, whose common name is their user. */
export const CERTIFIED = 'CERTIFIED';
const BROKER = 'broker';
const ITERATIONS = 4096;
const SCRAM = [
  { mechanism: 'SCRAM-SHA-256', digest: 'sha256', length: 32 },
  { mechanism: 'SCRAM-SHA-512', digest: 'sha512', length: 64 },
];

/** How a client authenticates as an account. */
export const accessAs = ({ name, password }: KafkaAccount, ca: string): KafkaAccess => ({
  tls: { ca },
  sasl: { mechanism: 'SCRAM-SHA-512', user: name, password },
});

/** Gives each account the rights that it is to have. */
export async function grantRights(brokers: string, { ca, accounts }: KafkaSecurity): Promise<void> {
  const rights = new Map(accounts.flatMap((account) => (account.rights ? [[account.name, account.rights]] : [])));
  if (rights.size > 0) await grant(brokers, accessAs(accounts[0], ca), rights);
}

/** Writes what a broker reads of it into its folder, for this user alone, and returns its part of server.properties. */
export function writeSecurity(folder: string, { ca, certificate, accounts }: KafkaSecurity): string {
  const secret = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const broker = { name: BROKER, password: randomBytes(24).toString('base64url') };
  const plain = (users: readonly { name: string; password: string }[]) =>
    [
      `org.apache.kafka.common.security.plain.PlainLoginModule required username="${BROKER}" password="${broker.password}"`,
      ...users.map(({ name, password }) => `user_${name}="${password}"`),
    ].join(' ');
  const listener = `listener.name.${LISTENER.toLowerCase()}`;
  const admins = accounts.filter(({ isAdmin }) => isAdmin).map(({ name }) => `User:${name}`);
  return `sasl.enabled.mechanisms=${['PLAIN', ...SCRAM.map(({ mechanism }) => mechanism)].join(',')}
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
${listener}.plain.sasl.jaas.config=${plain([broker, ...accounts])};
${SCRAM.map(({ mechanism }) => `${listener}.${mechanism.toLowerCase()}.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`).join('\n')}
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${plain([broker])};
ssl.keystore.type=PEM
ssl.keystore.location=${secret('broker.pem', certificate.key + certificate.cert)}
ssl.truststore.type=PEM
ssl.truststore.location=${secret('ca.pem', ca)}
listener.name.${CERTIFIED.toLowerCase()}.ssl.client.auth=required
ssl.principal.mapping.rules=RULE:^CN=([^,]*).*$/$1/
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=${[`User:${BROKER}`, ...admins].join(';')}
`;
}

/** Arguments of `format` that create the accounts; they hold no password, which others would read in a list of processes. */
export const scramArguments = ({ accounts }: KafkaSecurity): string[] =>
  accounts.flatMap(({ name, password }) =>
    SCRAM.flatMap(({ mechanism, digest, length }) => {
      const salt = randomBytes(16);
      const salted = pbkdf2Sync(password, salt, ITERATIONS, length, digest);
      const parts = `name="${name}",iterations=${ITERATIONS},salt="${salt.toString('base64')}",saltedpassword="${salted.toString('base64')}"`;
      return ['--add-scram', `${mechanism}=[${parts}]`];
    }),
  );
