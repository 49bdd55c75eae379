'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { oktaTokenMenuPath, oktaTokenSchema } from '@/lib/schemas/okta';

export interface AlignmentTokenProps {
  /** The connected organisations; at least one. */
  readonly organisations: readonly { readonly id: string; readonly host: string }[];
}

const answerSchema = z.union([
  z.object({ alignmentId: z.uuid() }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

const noAnswer = 'The server did not answer. Check the connection and try again.';

interface Problems {
  readonly token?: string | undefined;
  readonly form?: string | undefined;
}

/** Asks for a one-time API token and begins a comparison with it. */
export function AlignmentToken({ organisations }: AlignmentTokenProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const begin = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const token = oktaTokenSchema.safeParse(data.get('token'));
    setProblems(token.success ? {} : { token: token.error.issues[0]?.message });
    if (!token.success) return;
    setBusy(true);
    const result = await send({ applicationId: data.get('applicationId'), token: token.data });
    if ('message' in result) {
      setProblems({ form: result.message });
      setBusy(false);
    } else router.push(`/directory/alignment/${result.alignmentId}` as Route);
  };
  return (
    <form
      className="max-w-form flex flex-col gap-6"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void begin(event.currentTarget);
      }}
    >
      <Select
        label="Organisation"
        name="applicationId"
        options={organisations.map(({ id, host }) => ({ value: id, label: host }))}
      />
      <TokenField error={problems.token} />
      <FormError message={problems.form} />
      <div>
        <Button type="submit" loading={isBusy}>
          Compare with Okta
        </Button>
      </div>
    </form>
  );
}

function TokenField({ error }: { readonly error: string | undefined }) {
  return (
    <TextField
      label="API token"
      name="token"
      type="password"
      mono
      autoComplete="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      required={false}
      error={error}
      help={`Make one in Okta under ${oktaTokenMenuPath}; a read-only administrator’s is enough. It is held in memory for this comparison, then revoked and proven dead. AdminX never stores it.`}
    />
  );
}

async function send(
  body: unknown,
): Promise<{ readonly alignmentId: string } | { readonly message: string }> {
  try {
    const response = await fetch('/api/alignment/okta', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
    });
    const answer = answerSchema.parse(await response.json());
    return 'error' in answer ? answer.error : answer;
  } catch {
    return { message: noAnswer };
  }
}
