import { Refusal } from '@stoa/kernel';

/** More waits to be written than may: nothing of this publication was accepted, and it may be sent again in a moment. */
export class StreamOverloaded extends Refusal {
  constructor() {
    super('overloaded', 'More is waiting to be written than this server keeps in memory; try again in a moment.');
  }
}
