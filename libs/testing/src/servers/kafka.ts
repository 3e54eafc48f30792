import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';

/** A broker of a test's own, on loopback, its state kept over `kill` and `restart`. */
export interface KafkaServer {
  /** `host:port`. */
  readonly brokers: string;
  /** Ends it and forgets its state. */
  stop(): Promise<void>;
  /** SIGKILL: nothing is flushed. */
  kill(): Promise<void>;
  /** Starts it over the same state at the same address; resolves when it answers. */
  restart(): Promise<void>;
}

const LIB = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'stoa/kafka-4.1.1');
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>stoa</groupId><artifactId>kafka</artifactId><version>1</version><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.1.1</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.24.3</version></dependency>
</dependencies></project>`;

/** Why no broker can be had here; undefined where one can. */
export function whyNoKafka(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'there is no Java';
  if (existsSync(LIB)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kafka-jars-'));
  writeFileSync(join(folder, 'pom.xml'), POM);
  const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${LIB}`];
  const { status } = spawnSync('mvn', goal, { cwd: folder });
  rmSync(folder, { recursive: true });
  return status === 0 ? undefined : 'Kafka’s jars could not be fetched with mvn';
}

export async function kafkaServer(): Promise<KafkaServer> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  mkdirSync(join(folder, 'data'));
  writeFileSync(properties, propertiesOf(folder, port, controller));
  writeFileSync(join(folder, 'log4j2.properties'), 'rootLogger.level = error\n');
  const java = ['-Xms128m', '-Xmx512m', `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`, '-cp', join(LIB, '*')];
  const formatted = spawnSync('java', [
    ...java,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    'MkU3OEVBNTcwNTJENDM2Qg',
    '-c',
    properties,
  ]);
  if (formatted.status !== 0) throw new Error(`Kafka could not format its folder: ${formatted.stderr.toString()}`);
  let broker: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const ending = broker;
    broker = undefined;
    if (!ending || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  };
  const restart = async () => {
    await end('SIGTERM');
    const started = spawn('java', [...java, 'kafka.Kafka', properties], { stdio: 'ignore' });
    broker = started;
    process.once('exit', () => started.kill('SIGKILL'));
    await eventually(() => answers(port), { timeout: 60_000, interval: 100 });
  };
  const stop = async () => {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  await restart();
  return { brokers: `127.0.0.1:${port}`, stop, restart, kill: () => end('SIGKILL') };
}

async function answers(port: number): Promise<void> {
  const { default: kafkajs } = await import('kafkajs');
  const client = new kafkajs.Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 0 } });
  const admin = client.admin();
  try {
    await admin.connect();
    if ((await admin.describeCluster()).brokers.length === 0) throw new Error('The broker has not registered yet');
  } finally {
    await admin.disconnect();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const propertiesOf = (folder: string, port: number, controller: number) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`;
