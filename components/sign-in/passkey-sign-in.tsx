'use client';

import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } from '@simplewebauthn/browser';
import { Fingerprint } from 'lucide-react';
import { useCallback, useEffect, useState, type SubmitEvent } from 'react';
import { askForPasskey, type CeremonyResult } from '@/components/shell/passkey-ceremony';
import { Button } from '@/components/ui/plain-button';
import { TextField } from '@/components/ui/field';
import { FormError, Notice } from '@/components/ui/notice';

const paths = {
  options: '/api/webauthn/sign-in/options',
  verify: '/api/webauthn/sign-in/verify',
};

/** Challenges live five minutes; the one waiting in the field is renewed before. */
const renewAfterMs = 270_000;

export interface PasskeySignInProps {
  /** Id of the SAML request that waits for this browser. */
  readonly request: string | null;
  /** Path to go to afterwards. */
  readonly next: string | null;
  /** Whom the application expects; fills the field and proves nothing. */
  readonly login: string | null;
}

/** The field that offers passkeys by itself, and the button. */
export function PasskeySignIn({ request, next, login }: PasskeySignInProps) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isUnsupported, setUnsupported] = useState(false);

  const attempt = useCallback(
    (inField: boolean) =>
      askForPasskey({ paths, inField, wrap: (response) => ({ response, request, next }) }),
    [request, next],
  );
  const finish = useCallback((result: CeremonyResult) => {
    if (result.ok) {
      window.location.assign(result.answer.redirectTo ?? '/');
      return;
    }
    setBusy(false);
    if (result.refusal.code !== 'browser.aborted') setError(result.refusal.message);
  }, []);
  useAutofill(attempt, finish, setUnsupported);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    void attempt(false).then(finish);
  };

  if (isUnsupported) return <Unsupported />;
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <TextField
        label="Login"
        help="Your browser offers your passkeys here."
        name="login"
        defaultValue={login ?? ''}
        optional
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
      />
      <FormError message={error} />
      <Button
        type="submit"
        variant="primary"
        loading={isBusy}
        icon={<Fingerprint aria-hidden />}
        className="h-11"
      >
        Sign in with a passkey
      </Button>
    </form>
  );
}

/** Lets the browser offer passkeys in the field, as long as the page is open. */
function useAutofill(
  attempt: (inField: boolean) => Promise<CeremonyResult>,
  finish: (result: CeremonyResult) => void,
  setUnsupported: (isUnsupported: boolean) => void,
): void {
  useEffect(() => {
    let isOpen = true;
    const offer = async () => {
      if (!browserSupportsWebAuthn()) {
        setUnsupported(true);
        return;
      }
      if (!(await browserSupportsWebAuthnAutofill())) return;
      const result = await attempt(true);
      const isQuiet = !result.ok && result.refusal.code.startsWith('browser.');
      if (isOpen && !isQuiet) finish(result);
    };
    const first = window.setTimeout(() => void offer(), 0);
    const timer = window.setInterval(() => void offer(), renewAfterMs);
    return () => {
      isOpen = false;
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, [attempt, finish, setUnsupported]);
}

function Unsupported() {
  return (
    <Notice tone="warning" title="This browser cannot use passkeys">
      Open this page in a current version of Chrome, Edge, Firefox or Safari.
    </Notice>
  );
}
