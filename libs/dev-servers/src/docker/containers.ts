import { GenericContainer, ImageName, Wait, getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { KafkaContainer } from '@testcontainers/kafka';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { httpResponds, kafkaResponds, postgresResponds } from '../probes.ts';
import { imageOf, type ImageVariable } from '../images.ts';
import { freePort } from '../local/free-port.ts';
import type { ServerKind, Servers, Source } from '../server.ts';
import { labels, removeLeftContainers } from './left-containers.ts';
import { serverIn } from './server-in.ts';

/** What a container needs to be this kind of server, published on a port that stays the same over restarts. */
interface Recipe<K extends ServerKind> {
  readonly image: ImageVariable;
  container(image: string, port: number): GenericContainer;
  address(host: string, port: number): Omit<Servers[K], 'from' | 'stop' | 'kill' | 'restart'>;
  ready(host: string, port: number): Promise<void>;
  /** Seconds for a graceful stop. */
  readonly endsWithin: number;
}

const postgresUrl = (host: string, port: number) => `postgres://stoa:stoa@${host}:${port}/stoa`;
const KAFKA_PORT = 9093;
const EVENTSTORE_PORT = 2113;

/** testcontainers exposes Kafka on a port that the engine chooses at each start, and advertises the first one. */
class KafkaOnPort extends KafkaContainer {
  readonly #port: number;

  constructor(image: string, port: number) {
    super(image);
    this.#port = port;
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated();
    this.withExposedPorts({ container: KAFKA_PORT, host: this.#port });
  }
}

const RECIPES: { readonly [K in ServerKind]: Recipe<K> } = {
  postgres: {
    image: 'POSTGRES_IMAGE',
    container: (image, port) =>
      new PostgreSqlContainer(image)
        .withDatabase('stoa')
        .withUsername('stoa')
        .withPassword('stoa')
        .withExposedPorts({ container: 5432, host: port }),
    address: (host, port) => ({ url: postgresUrl(host, port) }),
    ready: (host, port) => postgresResponds(postgresUrl(host, port)),
    endsWithin: 10,
  },
  kafka: {
    image: 'KAFKA_IMAGE',
    container: (image, port) =>
      new KafkaOnPort(image, port).withEnvironment({
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        // As in local/kafka.ts.
        KAFKA_BROKER_SESSION_TIMEOUT_MS: '3000',
        KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '500',
      }),
    address: (host, port) => ({ brokers: `${host}:${port}` }),
    ready: (host, port) => kafkaResponds(`${host}:${port}`),
    endsWithin: 0, // the shell that testcontainers puts before it passes no signal on
  },
  eventstore: {
    image: 'EVENTSTORE_IMAGE',
    container: (image, port) =>
      new GenericContainer(image)
        .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_RUN_PROJECTIONS: 'None' })
        .withExposedPorts({ container: EVENTSTORE_PORT, host: port })
        .withWaitStrategy(Wait.forHttp('/health/live', EVENTSTORE_PORT).forStatusCode(204)),
    address: (host, port) => ({ connectionString: `esdb://${host}:${port}?tls=false` }),
    ready: (host, port) => httpResponds(`http://${host}:${port}/health/live`),
    endsWithin: 10,
  },
};

/** A kind of server in a container, or why it is unavailable: no engine responds, or its image is neither present nor can be pulled. */
export async function container<K extends ServerKind>(kind: K): Promise<Source<Servers[K]> | { why: string }> {
  // Containers of a test that died are removed below; the library's way takes an image of its own that holds the engine's socket.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  const recipe = RECIPES[kind];
  const image = imageOf(recipe.image);
  try {
    const client = await getContainerRuntimeClient();
    const name = ImageName.fromString(image);
    if (!(await client.image.exists(name))) await client.image.pull(name);
    await removeLeftContainers(client);
  } catch (error) {
    return { why: `Docker cannot provide ${image} (${(error as Error).message}).` };
  }
  return {
    async start() {
      const port = await freePort();
      const started: StartedTestContainer = await recipe.container(image, port).withLabels(labels()).start();
      const host = started.getHost();
      const server = await serverIn(started, () => recipe.ready(host, port), recipe.endsWithin);
      return { ...server, ...recipe.address(host, port) } as unknown as Servers[K];
    },
  };
}
