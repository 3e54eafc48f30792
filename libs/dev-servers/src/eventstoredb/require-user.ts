import { ServerInterceptingCall, ServerListenerBuilder, status, type ServerInterceptor } from '@grpc/grpc-js';

export interface StandInUser {
  readonly name: string;
  readonly password: string;
}

/** Refuses calls without this user's credentials, with the status of the real server. */
export function requireUser({ name, password }: StandInUser, onRefused: () => void): ServerInterceptor {
  const expected = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return (_method, call) => {
    const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, next) => {
      if (metadata.get('authorization')[0] === expected) return next(metadata);
      onRefused();
      call.sendStatus({ code: status.UNAUTHENTICATED, details: 'Bad HTTP status code: 401' });
    });
    return new ServerInterceptingCall(call, { start: (next) => next(listener.build()) });
  };
}
