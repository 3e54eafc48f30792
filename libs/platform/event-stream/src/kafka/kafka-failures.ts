import { DependencyFailure } from '@stoa/kernel';
import type { KafkaConnection } from './kafka-connection.ts';
import type { SocketFailure } from './watched-sockets.ts';

/** What an error of the library looks like; it wraps one in the other. */
interface KafkaError {
  readonly name?: string;
  readonly message?: string;
  /** The protocol's name of the error. */
  readonly type?: string;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const DENIALS: Readonly<Record<string, string>> = {
  TOPIC_AUTHORIZATION_FAILED: 'a topic',
  GROUP_AUTHORIZATION_FAILED: 'its consumer group',
  CLUSTER_AUTHORIZATION_FAILED: 'an operation on the cluster',
};
/** What brokers say; the library wraps a connection that breaks meanwhile in the same error. */
const REFUSED = /invalid (?:username or password|credentials)|SASL authentication failed$/i;
const UNTRUSTED =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_\w+|HOSTNAME_MISMATCH|INVALID_CA)$/;
const NOT_TLS = /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/;
/** What Node says of a handshake that ended early, whoever ended it. */
const NO_HANDSHAKE = /disconnected before secure TLS connection/;

/**
 * A sentence for operators where Kafka refuses this process, or the two do not agree on how to talk: it names the setting, and no password.
 * Undefined for what may be over when tried again.
 */
export function kafkaVerdict(
  error: unknown,
  last: SocketFailure | undefined,
  connection: KafkaConnection,
): DependencyFailure | undefined {
  const errors = errorsIn(error);
  const words = errors.flatMap((one) => verdictOn(one, connection) ?? []);
  // What the protocol has a name for is no failure of a connection.
  const unnamed = errors.every(({ type }) => type === undefined);
  const sentence = words[0] ?? (unnamed && last ? verdictOnSocket(last, connection) : undefined);
  return sentence === undefined ? undefined : new DependencyFailure(sentence, { cause: error });
}

/** Whether Kafka denied an operation to this user. */
export const isDenied = (error: unknown): boolean => errorsIn(error).some(({ type = '' }) => Object.hasOwn(DENIALS, type));

export const addressOf = ({ brokers }: KafkaConnection): string => brokers.join(', ');

/** An error, what it was caused by, and what it is made of. */
function errorsIn(error: unknown): KafkaError[] {
  if (typeof error !== 'object' || error === null) return [];
  const { cause, errors = [] } = error as KafkaError;
  return [error as KafkaError, ...errorsIn(cause), ...errors.flatMap(errorsIn)];
}

function verdictOn({ name, type = '', code, message = '' }: KafkaError, connection: KafkaConnection): string | undefined {
  const at = `Kafka at ${addressOf(connection)}`;
  const { mechanism, user } = connection.sasl ?? {};
  if (name === 'KafkaJSSASLAuthenticationError' && REFUSED.test(message))
    return `${at} refused the user or the password (STOA_KAFKA_USER, STOA_KAFKA_PASSWORD) by ${mechanism}.`;
  if (type === 'UNSUPPORTED_SASL_MECHANISM')
    return `${at} does not take ${mechanism}; STOA_KAFKA_SASL_MECHANISM names what it does take.`;
  if (Object.hasOwn(DENIALS, type))
    return `${at} denies ${DENIALS[type]} to ${user === undefined ? 'this process' : `the user ${user}`}; docs/guides/run-it-distributed.md lists what each process needs.`;
  return typeof code === 'string' && !NO_HANDSHAKE.test(message)
    ? verdictOnSocket({ kind: 'error', code, message }, connection)
    : undefined;
}

function verdictOnSocket(failure: SocketFailure, connection: KafkaConnection): string | undefined {
  const at = addressOf(connection);
  if (failure.kind === 'speaks-tls') return `Kafka at ${at} speaks TLS: set STOA_KAFKA_TLS to true.`;
  if (failure.kind === 'hung-up') return hungUp(connection);
  const { code = '', message } = failure;
  const details = message.replace(/^Connection error: /, '').replace(/\.$/, '');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate of Kafka at ${at} is for other hosts (${details}): brokers are named, in STOA_KAFKA and in what they advertise, as in their certificates.`;
  if (UNTRUSTED.test(code))
    return `The certificate of Kafka at ${at} is not trusted (${details}); STOA_KAFKA_CA_FILE names the certificate of its CA.`;
  if (connection.tls && NOT_TLS.test(code))
    return `Kafka at ${at} does not speak TLS there (${details}): STOA_KAFKA_TLS is set, and STOA_KAFKA must name a listener with TLS.`;
  if (NO_HANDSHAKE.test(details)) return `Kafka at ${at} hung up during the TLS handshake: where it does not speak TLS, STOA_KAFKA must name a listener that does, or STOA_KAFKA_TLS be false.`; // prettier-ignore
  if (/^ERR_SSL_\w*ALERT/.test(code)) return `Kafka at ${at} refused the TLS connection (${details}): it may ask for a certificate, STOA_KAFKA_CERT_FILE and STOA_KAFKA_KEY_FILE.`; // prettier-ignore
  return undefined;
}

/** Nothing but the settings can say what a peer missed that hangs up without a word. */
function hungUp(connection: KafkaConnection): string | undefined {
  const missing = [...(connection.tls ? [] : ['TLS (STOA_KAFKA_TLS)']), ...(connection.sasl ? [] : ['a user (STOA_KAFKA_SASL_MECHANISM)'])]; // prettier-ignore
  return missing.length === 0 ? undefined : `Kafka at ${addressOf(connection)} hangs up at once: it may want ${missing.join(' or ')}.`; // prettier-ignore
}
