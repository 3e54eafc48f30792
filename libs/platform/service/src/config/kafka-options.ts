import { X509Certificate, createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { wholeNumber } from './common-options.ts';
import { fileOption, option, secretOption, type ConfigOf } from './option.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const NO_CERTIFICATE = 'certificates in PEM';

const certificates = z.string().refine((text) => {
  const found = text.match(CERTIFICATE);
  return found !== null && found.every((pem) => parses(() => new X509Certificate(pem)));
}, NO_CERTIFICATE);
const privateKey = z
  .string()
  .refine((text) => parses(() => createPrivateKey(text)), 'a private key in PEM that is not encrypted');

/** A comma-separated list. */
const commaList = (schema: z.ZodString) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(schema).min(1));

/** Options of processes that speak Kafka. */
export const kafkaOptions = {
  kafka: option(
    'STOA_KAFKA',
    commaList(z.string().regex(/^[\w.-]+:\d{1,5}$/, 'brokers such as 127.0.0.1:9092'))
      .default(['127.0.0.1:9092'])
      .describe('Kafka brokers as host:port, separated by commas.'),
  ),
  kafkaTls: option(
    'STOA_KAFKA_TLS',
    z
      .stringbool({ error: 'true or false' })
      .default(false)
      .describe('Connects to Kafka over TLS, and verifies certificate and host.'),
  ),
  kafkaCa: fileOption(
    'STOA_KAFKA_CA',
    certificates
      .optional()
      .describe("Certificates in PEM of the CAs that Kafka's brokers have theirs from. Without it: the CAs that Node knows."),
    ['STOA_KAFKA_TLS'],
  ),
  kafkaCert: fileOption(
    'STOA_KAFKA_CERT',
    certificates.optional().describe('Certificate in PEM of this process, where Kafka asks for one.'),
    ['STOA_KAFKA_TLS', 'STOA_KAFKA_KEY'],
  ),
  kafkaKey: secretOption(
    'STOA_KAFKA_KEY',
    privateKey.optional().describe('Private key in PEM of that certificate, not encrypted.'),
    ['STOA_KAFKA_CERT'],
  ),
  kafkaSaslMechanism: option(
    'STOA_KAFKA_SASL_MECHANISM',
    z
      .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
      .optional()
      .describe('How this process authenticates to Kafka, with user and password. Without it: as nobody, or by its certificate.'),
    ['STOA_KAFKA_USER', 'STOA_KAFKA_PASSWORD'],
  ),
  kafkaUser: option('STOA_KAFKA_USER', z.string().min(1).optional().describe('User of Kafka.'), ['STOA_KAFKA_SASL_MECHANISM']),
  kafkaPassword: secretOption('STOA_KAFKA_PASSWORD', z.string().min(1).optional().describe('Password of that user.'), [
    'STOA_KAFKA_SASL_MECHANISM',
  ]),
};

export const kafkaReplicationOption = option(
  'STOA_KAFKA_REPLICATION',
  wholeNumber(1, 15)
    .optional()
    .describe(
      'Brokers that keep a copy of each topic that this process creates; with 3 or more, two have a message before it is acknowledged. Without it: 3, or as many as there are brokers.',
    ),
);

/** What these options say of the connection, for `KafkaEventStream`. */
export function kafkaConnection(config: ConfigOf<typeof kafkaOptions>) {
  const { kafka: brokers, kafkaTls, kafkaCa: ca, kafkaCert: cert, kafkaKey: key } = config;
  const { kafkaSaslMechanism: mechanism, kafkaUser: user, kafkaPassword: password } = config;
  return {
    brokers,
    tls: kafkaTls ? { ca, cert, key } : undefined,
    // `readConfig` gives all three or none.
    sasl: mechanism && user && password ? { mechanism, user, password } : undefined,
  };
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
