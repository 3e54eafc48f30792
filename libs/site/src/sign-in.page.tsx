import { renderPage } from './layout.tsx';
import type { SiteReader } from './reader-corner.tsx';

export interface SignInForm {
  /** A path of the site. */
  readonly next: string;
  /** The token that was sent before opens nothing; why is nobody's business. */
  readonly refused?: boolean;
}

/** Takes a token, without script. */
export const signInHtml = ({ next, refused = false }: SignInForm, reader?: SiteReader): string =>
  renderPage(
    'Sign in',
    'Sign in with a token.',
    <div class="single">
      <h1>Sign in</h1>
      <form class="sign-in" method="post" action="/sign-in">
        {refused && (
          <p class="note" role="alert" id="refused">
            This token is not valid. It may be incomplete, revoked or expired.
          </p>
        )}
        <input type="hidden" name="next" value={next} />
        <label for="token">Your token</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          maxLength={200}
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={refused ? 'refused about' : 'about'}
          aria-invalid={refused ? 'true' : undefined}
        />
        <p class="formula" id="about">
          An administrator gives it out; it begins with <code>stoa_</code>. You stay signed in here for twelve hours, or until the
          token is revoked.
        </p>
        <button>Sign in</button>
      </form>
    </div>,
    { reader },
  );
