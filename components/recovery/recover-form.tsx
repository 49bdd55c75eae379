'use client';

import { useRef, useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/plain-button';
import { TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { parseTypedCode } from '@/lib/schemas/recovery-code-shape';

export interface RecoverFormProps {
  /** Id of the SAML request that waits for this browser. */
  readonly request: string | null;
}

interface Typed {
  readonly login: string;
  readonly code: string;
}

interface Problems {
  readonly login?: string | undefined;
  readonly code?: string | undefined;
  readonly form?: string | undefined;
}

/**
 * Login and code. The fields have no names and the form posts, so that a press before the script
 * runs sends nothing anywhere, least of all into an address.
 */
export function RecoverForm({ request }: RecoverFormProps) {
  const login = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const { problems, isBusy, submit } = useCodeCheck(request, (problem) => {
    (problem.login ? login : code).current?.focus();
  });
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void submit({ login: readField(login.current).trim(), code: readField(code.current) });
      }}
    >
      <TextField
        ref={login}
        label="Login"
        error={problems.login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField
        ref={code}
        label="Code"
        help="A recovery code of 16 letters and digits, or a passcode of 9 digits. Spaces, dashes and capitals do not matter."
        error={problems.code}
        mono
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <FormError message={problems.form} />
      <Button type="submit" variant="primary" loading={isBusy} className="h-11">
        Check code
      </Button>
    </form>
  );
}

function readField(field: HTMLInputElement | null): string {
  return field?.value ?? '';
}

/** Sends what was typed; a right code leads on, anything else is said and asked for again. */
function useCodeCheck(request: string | null, onProblem: (problem: Problems) => void) {
  const [problems, setProblems] = useState<Problems>({});
  const [isBusy, setBusy] = useState(false);
  const tell = (found: Problems) => {
    setProblems(found);
    onProblem(found);
  };
  const submit = async (typed: Typed) => {
    const missing = check(typed);
    if (missing) {
      tell(missing);
      return;
    }
    setProblems({});
    setBusy(true);
    const refusal = await send(typed);
    if (refusal === null) {
      goOn(request);
      return;
    }
    setBusy(false);
    tell({ form: refusal });
  };
  return { problems, isBusy, submit };
}

/** A full load, so that the next page is drawn with the cookies that were just set. */
function goOn(request: string | null): void {
  const next = new URL('/recover/passkey', window.location.origin);
  if (request !== null) next.searchParams.set('request', request);
  window.location.assign(next);
}

function check(typed: Typed): Problems | null {
  const login = typed.login === '' ? 'Enter your login.' : undefined;
  const code = parseTypedCode(typed.code) ? undefined : wrongShape;
  return (login ?? code) === undefined ? null : { login, code };
}

const wrongShape =
  'Enter the 16 letters and digits of a recovery code, or the 9 digits of a passcode.';

/** Null when the code was right, otherwise why not. */
async function send(typed: Typed): Promise<string | null> {
  try {
    const response = await fetch('/api/recovery/codes', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(typed),
    });
    if (response.ok) return null;
    const { error } = (await response.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return 'The server did not answer. Check the connection and try again.';
  }
}
