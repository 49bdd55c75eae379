'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { ExternalTextLink } from '@/components/ui/text-link';
import { oktaTokenMenuPath, oktaTokenSchema, type OktaOrganisationView } from '@/lib/schemas/okta';

export interface TokenFormProps {
  readonly organisation: Pick<OktaOrganisationView, 'name' | 'adminUrl'>;
  /** The verb: "Check organisation". */
  readonly submitLabel: string;
  /** Gets the token cleaned: trimmed, without a pasted `SSWS `. */
  readonly onToken: (token: string) => void;
}

/** Asks for the one-time API token, with the exact way to make one. */
export function TokenForm({ organisation, submitLabel, onToken }: TokenFormProps) {
  const [error, setError] = useState<string>();
  return (
    <form
      className="max-w-form flex flex-col gap-6"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('token');
        const parsed = oktaTokenSchema.safeParse(typed);
        setError(parsed.success ? undefined : parsed.error.issues[0]?.message);
        if (parsed.success) onToken(parsed.data);
      }}
    >
      <TokenSteps organisation={organisation} />
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
        help="Kept in the memory of this tab only, used for this run, then revoked and proven dead. AdminX never stores it."
      />
      <div>
        <Button type="submit" variant="primary">
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

function TokenSteps({ organisation }: Pick<TokenFormProps, 'organisation'>) {
  return (
    <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-sm">
      <li>
        Sign in to the{' '}
        <ExternalTextLink href={organisation.adminUrl}>
          Admin Console of {organisation.name}
        </ExternalTextLink>{' '}
        as a Super Administrator, or as Organization and Application Administrator.
      </li>
      <li>
        Open <span className="font-medium">{oktaTokenMenuPath}</span> and press{' '}
        <span className="font-medium">Create token</span>.
      </li>
      <li>
        Give it a name you will recognise, such as “AdminX set-up”, and copy the value Okta shows
        once.
      </li>
    </ol>
  );
}
