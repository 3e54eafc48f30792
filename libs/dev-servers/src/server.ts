/** A server that a test works with: private to it, on loopback, its state kept over `kill` and `restart`. */
export interface Server {
  /** Its origin: an address that the environment names, a container, or a process of this machine. */
  readonly from: 'environment' | 'docker' | 'local';
  /** Ends it and forgets its state. */
  stop(): Promise<void>;
  /** Ends it as a power cut would: SIGKILL, nothing is flushed. Throws NotOurs for a server that the environment names. */
  kill(): Promise<void>;
  /** Starts it over the same state at the same address, after a graceful end where it still runs; resolves when it responds. Throws NotOurs. */
  restart(): Promise<void>;
}

export interface PostgresServer extends Server {
  /** `postgres://user:password@host:port/database`, a database in which nothing is. */
  readonly url: string;
}

export interface KafkaServer extends Server {
  /** `host:port`, or several, separated by commas. Topics are not created by being named. */
  readonly brokers: string;
  /**
   * Loopback ports of a second listener, for a proxy: clients of `listens` get `advertises` as the address. Brokers that are not processes of
   * this machine have none.
   */
  readonly detour?: { readonly listens: number; readonly advertises: number };
}

/** How a broker with TLS and users is spoken to, as `KafkaEventStream` takes it. */
export interface KafkaAccess {
  /** In PEM. */
  readonly tls: { readonly ca: string };
  readonly sasl: { readonly mechanism: KafkaMechanism; readonly user: string; readonly password: string };
}
export type KafkaMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** A broker with TLS and users, whose accounts `admin` may do everything and `user` what ACLs allow. */
export interface SecuredKafkaServer extends KafkaServer {
  access(account: 'admin' | 'user', mechanism: KafkaMechanism): KafkaAccess;
  /** A listener that knows its clients by certificates, and a certificate of an account for it. */
  readonly certified: { readonly brokers: string; tls(account: string): { ca: string; cert: string; key: string } };
}

export interface EventStoreServer extends Server {
  /** `esdb://host:port?tls=false`; from the environment, its log may hold what others wrote. */
  readonly connectionString: string;
}

export interface Servers {
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  readonly eventstore: EventStoreServer;
}

export type ServerKind = keyof Servers;

/** How one kind of server is provided here. */
export interface Source<S extends Server> {
  start(): Promise<S>;
}

/** A server that the environment names is shared: a test neither kills nor restarts it. */
export class NotOurs extends Error {
  constructor() {
    super('This server is named by the environment, and is not killed or restarted by a test');
  }
}
