import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';

// The recorded requests as messages again. A field of a `oneof` that was not set shows as "0" beside the one that was.

const empty = () => new shared.Empty();
const bytes = (recorded: string): string => {
  const cut = /\.\.\.\((\d+) chars\)$/.exec(recorded);
  return cut ? Buffer.alloc((Number(cut[1]) / 4) * 3).toString('base64') : recorded;
};

const identifier = ({ streamName }: { streamName: string }) => {
  const made = new shared.StreamIdentifier();
  made.setStreamName(streamName);
  return made;
};

const uuid = ({ string }: { string: string }) => {
  const made = new shared.UUID();
  made.setString(string);
  return made;
};

function proposed<
  M extends InstanceType<typeof streams.AppendReq.ProposedMessage> | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>,
>(made: M, recorded: any): M {
  made.setId(uuid(recorded.id));
  for (const [key, value] of recorded.metadataMap) made.getMetadataMap().set(key, value);
  made.setCustomMetadata(recorded.customMetadata);
  made.setData(bytes(recorded.data));
  return made;
}

function expected(made: any, recorded: any, number: 'Revision' | 'StreamPosition'): void {
  if (recorded.noStream) made.setNoStream(empty());
  else if (recorded.any) made.setAny(empty());
  else if (recorded.streamExists) made.setStreamExists(empty());
  else made[`set${number}`](recorded.revision ?? recorded.streamPosition);
}

export function appendRequests(recorded: any[]) {
  return recorded.map(({ options, proposedMessage }) => {
    const made = new streams.AppendReq();
    if (options) {
      const chosen = new streams.AppendReq.Options();
      chosen.setStreamIdentifier(identifier(options.streamIdentifier));
      expected(chosen, options, 'Revision');
      made.setOptions(chosen);
    } else made.setProposedMessage(proposed(new streams.AppendReq.ProposedMessage(), proposedMessage));
    return made;
  });
}

export function batchRequests(recorded: any[]) {
  return recorded.map(({ correlationId, options, proposedMessagesList, isFinal }) => {
    const made = new streams.BatchAppendReq();
    made.setCorrelationId(uuid(correlationId));
    if (options) {
      // The deadline is long past by now: left out.
      const chosen = new streams.BatchAppendReq.Options();
      chosen.setStreamIdentifier(identifier(options.streamIdentifier));
      expected(chosen, options, 'StreamPosition');
      made.setOptions(chosen);
    }
    for (const message of proposedMessagesList)
      made.addProposedMessages(proposed(new streams.BatchAppendReq.ProposedMessage(), message));
    made.setIsFinal(isFinal);
    return made;
  });
}

export function removeRequest(made: any, { options }: any) {
  const chosen = new (made.constructor as typeof streams.DeleteReq).Options();
  chosen.setStreamIdentifier(identifier(options.streamIdentifier));
  expected(chosen, options, 'Revision');
  made.setOptions(chosen);
  return made;
}

/** `position` takes the place of a recorded one. */
export function readRequest({ options }: any, position: (recorded: string) => string) {
  const chosen = new streams.ReadReq.Options();
  if (options.stream) {
    const stream = new streams.ReadReq.Options.StreamOptions();
    stream.setStreamIdentifier(identifier(options.stream.streamIdentifier));
    if (options.stream.start) stream.setStart(empty());
    else if (options.stream.end) stream.setEnd(empty());
    else stream.setRevision(options.stream.revision);
    chosen.setStream(stream);
  } else {
    const all = new streams.ReadReq.Options.AllOptions();
    if (options.all.end) all.setEnd(empty());
    else if (options.all.start) all.setStart(empty());
    else {
      const from = new streams.ReadReq.Options.Position();
      from.setCommitPosition(position(options.all.position.commitPosition));
      from.setPreparePosition(position(options.all.position.preparePosition));
      all.setPosition(from);
    }
    chosen.setAll(all);
  }
  chosen.setReadDirection(options.readDirection);
  chosen.setResolveLinks(options.resolveLinks);
  if (options.subscription) chosen.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  else chosen.setCount(options.count);
  if (options.filter) chosen.setFilter(filterOf(options.filter));
  else chosen.setNoFilter(empty());
  const ids = new streams.ReadReq.Options.UUIDOption();
  ids.setString(empty());
  chosen.setUuidOption(ids);
  const made = new streams.ReadReq();
  made.setOptions(chosen);
  return made;
}

function filterOf(recorded: any) {
  const filter = new streams.ReadReq.Options.FilterOptions();
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  expression.setPrefixList(recorded.streamIdentifier.prefixList);
  filter.setStreamIdentifier(expression);
  filter.setMax(recorded.max);
  filter.setCheckpointintervalmultiplier(recorded.checkpointintervalmultiplier);
  return filter;
}
