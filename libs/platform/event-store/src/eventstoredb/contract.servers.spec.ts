import { eventStoreContract } from '../testing/contract-suite.ts';
import { REAL_SERVER, startServer, type TestServer } from '../testing/eventstoredb-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

eventStoreContract(`the EventStoreDB store on ${REAL_SERVER ? 'a real server' : 'the stand-in'}`, async () => server.open());
