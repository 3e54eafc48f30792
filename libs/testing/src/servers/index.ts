import { kafkaServer, whyNoKafka, type KafkaServer } from './kafka.ts';

export { freePort } from './kafka.ts';
export type { KafkaServer } from './kafka.ts';

/** A suite with a broker of its own; where none can be had it is one skipped test whose name says why. */
export async function describeWith(
  name: string,
  _kinds: readonly ['kafka'],
  suite: (servers: { readonly kafka: KafkaServer }) => void,
): Promise<void> {
  const why = whyNoKafka();
  if (why) {
    it.skip(`${name} (${why})`, () => undefined);
    return;
  }
  describe(name, () => {
    let server: KafkaServer | undefined;
    const servers = {
      get kafka() {
        if (!server) throw new Error('servers.kafka is there within tests and hooks only');
        return server;
      },
    };
    beforeAll(async () => void (server = await kafkaServer()), 120_000);
    afterAll(() => server?.stop());
    suite(servers);
  });
}
