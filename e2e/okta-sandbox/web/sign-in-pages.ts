/** The pages a person meets before being signed in. */
import { DEMO_PASSWORD } from '../org/seed';
import { html, type Html } from './html';
import type { Page } from './page';

export function identifierPage(companyName: string): Page {
  return {
    title: 'Sign in',
    width: 'narrow',
    body: html`<h1>Sign in</h1>
      <p class="quiet">to ${companyName}</p>
      <form method="post" action="/login/login.htm" data-testid="sign-in-form">
        <label for="username">Username</label>
        <input
          id="username"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          autofocus
          data-testid="username"
        />
        <button type="submit" data-testid="next">Next</button>
      </form>
      <p class="quiet">
        The routing rules decide from the username where you sign in.
        <a href="/login/default">Sign in with an Okta password</a> goes past them.
      </p>`,
  };
}

export function passwordPage(username: string | null, error: string | null): Page {
  const known = username !== null;
  return {
    title: 'Sign in with a password',
    width: 'narrow',
    body: html`<h1>Sign in with a password</h1>
      <p class="quiet">Okta’s own sign-in, without another identity provider</p>
      ${
        error !== null &&
        html`<p class="notice bad" role="alert" data-testid="sign-in-error">${error}</p>`
      }
      <form method="post" action="/login/password" data-testid="password-form">
        <label for="username">Username</label>
        <input
          id="username"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          value="${username ?? ''}"
          ${known ? null : html`autofocus`}
          data-testid="username"
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${known ? html`autofocus` : null}
          aria-describedby="password-help"
          data-testid="password"
        />
        <p class="help" id="password-help">
          Every local person here has the password <code>${DEMO_PASSWORD}</code>
        </p>
        <button type="submit" data-testid="sign-in-button">Sign in</button>
      </form>
      <p class="quiet"><a href="/login/login.htm">Start with another username</a></p>`,
  };
}

/** Sends the AuthnRequest by form post; without script the person presses the button. */
export function continuePage(idpName: string, url: string, fields: Record<string, string>): Page {
  const inputs: Html[] = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return {
    title: `Going to ${idpName}`,
    width: 'narrow',
    script: 'document.getElementById("continue").submit();',
    body: html`<h1>Going to ${idpName}</h1>
      <p class="quiet">This sign-in continues at another identity provider.</p>
      <form id="continue" method="post" action="${url}" data-testid="continue-form">
        ${inputs}<button type="submit" data-testid="continue-button">Continue</button>
      </form>`,
  };
}

export interface RefusedSignIn {
  idpName: string;
  reason: string;
  detail: string;
}

export function refusedPage({ idpName, reason, detail }: RefusedSignIn): Page {
  return {
    title: 'Sign-in refused',
    width: 'narrow',
    body: html`<div data-testid="saml-error">
      <p class="code" data-testid="error-code">400 GENERAL_NONSUCCESS</p>
      <h1>Sign-in refused</h1>
      <p>
        The answer of <strong>${idpName}</strong> was not accepted. Nobody was signed in. Okta shows
        no more than this; the stand-in also shows its reasons.
      </p>
      <dl class="facts">
        <div>
          <dt>System Log reason</dt>
          <dd data-testid="error-reason">${reason}</dd>
        </div>
        <div>
          <dt>Exact cause</dt>
          <dd class="mono" data-testid="error-detail">${detail}</dd>
        </div>
      </dl>
      <p>
        <a href="/login/login.htm">Sign in again</a> or
        <a href="/login/default">use an Okta password</a>
      </p>
    </div>`,
  };
}

export function missingPage(what: string): Page {
  return {
    title: 'Not found',
    width: 'narrow',
    body: html`<p class="code">404</p>
      <h1>Not found</h1>
      <p>${what}</p>
      <p><a href="/">Go to the organisation’s home</a></p>`,
  };
}
