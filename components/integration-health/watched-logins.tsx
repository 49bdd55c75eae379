'use client';

import { useState, useTransition } from 'react';
import { OktaFailure, type OktaRefusal } from '@/components/shell/okta-failure';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import {
  maxWatchedLogins,
  watchedLoginsSchema,
  type RoutingProofView,
  type WatchedLoginsInput,
} from '@/lib/schemas/integration-health';
import type { ActionAnswer } from './action-answer';

export interface WatchedLoginsProps {
  readonly applicationId: string;
  readonly routing: Pick<
    RoutingProofView,
    'testLogins' | 'adminLogins' | 'fixedTestLogins' | 'fixedAdminLogins'
  >;
  readonly save: (input: WatchedLoginsInput) => Promise<ActionAnswer | undefined>;
}

type Problems = Partial<Record<'testLogins' | 'adminLogins', string>> & {
  readonly form?: OktaRefusal;
};

/** Chooses whose routing is watched besides that of the people of the set-up. */
export function WatchedLogins({ applicationId, routing, save }: WatchedLoginsProps) {
  const [problems, setProblems] = useState<Problems>({});
  const [isSaving, startSave] = useTransition();
  const submit = (form: HTMLFormElement) => {
    const input = { applicationId, ...readLogins(form) };
    const found = findProblems(input);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    startSave(async () => {
      const problem = (await save(input))?.serverError;
      setProblems(problem === undefined ? {} : { form: problem });
      announce(problem?.message ?? 'Saved, and looked at once.');
    });
  };
  return (
    <details className="border-line rounded-control border p-4">
      <summary className="cursor-pointer text-sm font-medium">Watched logins</summary>
      <form
        className="max-w-form mt-4 flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <LoginsField
          name="testLogins"
          label="Further people who are to be sent here"
          logins={routing.testLogins}
          fixed={routing.fixedTestLogins}
          error={problems.testLogins}
        />
        <LoginsField
          name="adminLogins"
          label="Further administrators, who are to stay with Okta"
          logins={routing.adminLogins}
          fixed={routing.fixedAdminLogins}
          error={problems.adminLogins}
        />
        <OktaFailure failure={problems.form} />
        <div>
          <Button type="submit" loading={isSaving}>
            Save and look
          </Button>
        </div>
      </form>
    </details>
  );
}

function readLogins(form: HTMLFormElement) {
  const data = new FormData(form);
  const textOf = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { testLogins: textOf('testLogins'), adminLogins: textOf('adminLogins') };
}

interface LoginsFieldProps {
  readonly name: string;
  readonly label: string;
  readonly logins: readonly string[];
  readonly fixed: readonly string[];
  readonly error: string | undefined;
}

function LoginsField({ name, label, logins, fixed, error }: LoginsFieldProps) {
  const rule = `One login a line, ${String(maxWatchedLogins)} at most.`;
  return (
    <TextArea
      label={label}
      name={name}
      rows={3}
      required={false}
      defaultValue={logins.join('\n')}
      error={error}
      help={fixed.length === 0 ? rule : `Watched anyway: ${fixed.join(', ')}. ${rule}`}
    />
  );
}

function findProblems(input: WatchedLoginsInput): Problems {
  const parsed = watchedLoginsSchema.safeParse(input);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map(({ path, message }) => [
      path[0] === 'adminLogins' ? 'adminLogins' : 'testLogins',
      message,
    ]),
  );
}
