/** A topic whose number of partitions is not the stated one cannot be used: keys would be looked for where they are not. */
export const wrongPartitions = (topic: string, stated: number, actual: number): Error =>
  Object.assign(
    new Error(
      `Topic ${topic} has ${actual} partition${actual === 1 ? '' : 's'}, not ${stated}: events would be spread otherwise than their readers ` +
        `expect. Nothing was changed. Delete the topic if it is a copy of the event store, or name another Kafka.`,
    ),
    { code: 'wrong-partitions' },
  );
