import { Refusal } from '@stoa/kernel';
import { signInPath } from './next-path.ts';

/** A page is for members; who asks for it is sent to the page for signing in, and from there back. */
export class SignInRequired extends Refusal {
  readonly signIn: string;

  /** `from` is the page's address. */
  constructor(from: string) {
    super('unauthenticated', 'Sign in to see this page.');
    this.signIn = signInPath(from);
  }
}
