import type { Refusal } from '@stoa/kernel';

/** Measures requests; without one nothing is measured. Its methods are called for each request: they must be cheap, and must not throw. */
export interface RequestObserver {
  began(): void;
  ended(request: EndedRequest): void;
  /** A request was refused before it reached a route: what the parser or the router cannot read. */
  refused(refusal: Refusal): void;
  /** The bytes of long responses that clients have not taken yet have changed by so many. */
  bytesInFlight(change: number): void;
}

export interface EndedRequest {
  readonly method: string;
  /** The route's template, such as `/v1/questions/:questionId`; `none` where no route matched. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly refusal: Refusal | undefined;
}

/** What an application may have found out about a request. */
export interface KnownRequest {
  readonly principal?: { readonly memberId: string };
  /** Why it was refused. */
  refusal?: Refusal;
}
