import serverFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';

export const SERVER_VERSION = '23.10.6';

/** What the stand-in offers, in the lower case in which the real server says it. Batches are named, so that the client takes them. */
export function supportedMethods() {
  const methods = new serverFeatures.SupportedMethods();
  methods.setEventStoreServerVersion(SERVER_VERSION);
  const add = (service: string, name: string, features: string[] = []) => {
    const method = new serverFeatures.SupportedMethod();
    method.setServiceName(`event_store.client.${service}`);
    method.setMethodName(name);
    method.setFeaturesList(features);
    methods.addMethods(method);
  };
  add('streams.streams', 'read', ['position', 'events']);
  for (const name of ['append', 'delete', 'tombstone']) add('streams.streams', name);
  add('streams.streams', 'batchappend', ['deadline_duration']);
  add('server_features.serverfeatures', 'getsupportedmethods');
  return methods;
}
