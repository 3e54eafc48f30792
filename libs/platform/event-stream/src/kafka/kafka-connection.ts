/** Where Kafka is, and how it is spoken to. */
export interface KafkaConnection {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** Over TLS, with certificate and host verified; undefined: in the clear. Texts in PEM; without `ca`, the CAs that Node knows. */
  readonly tls?: { readonly [part in 'ca' | 'cert' | 'key']?: string | undefined } | undefined;
  readonly sasl?: KafkaUser | undefined;
}

export interface KafkaUser {
  readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly user: string;
  readonly password: string;
}
