import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaResponds } from '../probes.ts';
import {
  accessAs,
  CERTIFIED,
  grantRights,
  LISTENER,
  scramArguments,
  writeSecurity,
  type KafkaSecurity,
} from './kafka-security.ts';
import { kafkaJars } from './kafka-jars.ts';
import { MissingPiece, type Program } from './program.ts';
import { findInPath, run } from './run.ts';

const HOW = 'Install Java 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17)';

export interface KafkaOptions {
  readonly folder: string;
  readonly port: number;
  /** The port of the broker's own controller. */
  readonly controllerPort: number;
  /** A second listener: clients of the port `listens` get `advertises` as the broker's address, where a proxy may listen. */
  readonly detour?: { readonly listens: number; readonly advertises: number };
  /** Over TLS with users, instead of in the clear for everybody. Without a detour. */
  readonly security?: KafkaSecurity | undefined;
  /** With `security`: the port of a further listener, which knows its clients by their certificates' common names. */
  readonly certifiedPort?: number;
}

/** One broker that is its own controller (KRaft), over a private folder. Throws MissingPiece. */
export async function kafka(options: KafkaOptions): Promise<Program> {
  const { folder, port, security } = options;
  const java = await findJava();
  const jars = await kafkaJars();
  const properties = join(folder, 'server.properties');
  const main = (...args: string[]) => ({
    file: java,
    args: [
      '-Xms128m',
      '-Xmx512m',
      `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`,
      '-cp',
      join(jars, '*'),
      ...args,
    ],
  });
  return {
    name: 'Kafka',
    async prepare() {
      mkdirSync(join(folder, 'data'), { recursive: true });
      const secured = security ? writeSecurity(folder, security) : '';
      writeFileSync(properties, propertiesOf(options) + secured, { mode: 0o600 });
      writeFileSync(join(folder, 'log4j2.properties'), LOGGING);
      if (existsSync(join(folder, 'data/meta.properties'))) return;
      const cluster = randomBytes(16).toString('base64url');
      // An id that begins with a dash would be read as an option.
      const users = security ? scramArguments(security) : [];
      await run(main('kafka.tools.StorageTool', 'format', `--cluster-id=${cluster}`, '-c', properties, ...users));
    },
    command: main('kafka.Kafka', properties),
    endsOn: 'SIGTERM',
    diesOn: 'SIGKILL',
    async ready() {
      const broker = `127.0.0.1:${port}`;
      if (!security) return kafkaResponds(broker);
      await kafkaResponds(broker, accessAs(security.accounts[0], security.ca));
      await grantRights(broker, security);
    },
  };
}

async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const java = home ? join(home, 'bin/java') : findInPath('java');
  if (!java || !existsSync(java)) throw new MissingPiece(`There is no Java on this machine. ${HOW}`);
  const [, version] = /version "(\d+)/.exec(await run({ file: java, args: ['-version'] }).catch(() => '')) ?? [];
  if (!version || Number(version) < 17)
    throw new MissingPiece(`Kafka needs Java 17, ${java} is ${version ?? 'none that runs'}. ${HOW}`);
  return java;
}

function propertiesOf({ folder, port, controllerPort, detour, security, certifiedPort }: KafkaOptions): string {
  const listener = security ? LISTENER : 'PLAINTEXT';
  const more = (name: string, at: number | undefined) => (at === undefined ? '' : `,${name}://127.0.0.1:${at}`);
  const second = (at: number | undefined) => more('DETOUR', at) + more(CERTIFIED, certifiedPort);
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=${listener}://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${second(detour?.listens)}
advertised.listeners=${listener}://127.0.0.1:${port}${second(detour?.advertises)}
inter.broker.listener.name=${listener}
controller.listener.names=CONTROLLER
listener.security.protocol.map=${listener}:${listener},CONTROLLER:${listener},DETOUR:PLAINTEXT,${CERTIFIED}:SSL
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
# One broker: whatever Kafka keeps for itself has one copy.
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
# After a kill the broker registers again when its former session has run out (else 9 s).
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
`;
}

const LOGGING = `rootLogger.level = info
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d] %p %m (%c{1})%n
`;
