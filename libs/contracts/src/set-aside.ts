import { QueryMessage } from '@stoa/kernel';

/** Messages that no projector could take, newest first, for operators. */
export class ListSetAside extends QueryMessage<SetAsideMessage[]> {
  constructor(readonly limit: number) {
    super();
  }
}
export interface SetAsideMessage {
  topic: string;
  partition: number;
  offset: number;
  /** Why, as a code and as a sentence. */
  code: string;
  sentence: string;
  key: string;
  headers: Record<string, unknown>;
  /** In base64; what is beyond a mebibyte is not kept. */
  bytes: string;
  /** How many there were. */
  size: number;
  at: string;
}
