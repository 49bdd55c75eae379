'use client';

import { useState, type ReactNode } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { UserAct, UserActResult } from '@/lib/schemas/user-acts';
import type { UserSummary } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';
import { UserActReport } from './user-act-report';

/** One action for each thing that can be done to people. */
export type UserActActions = Readonly<
  Record<UserAct, Action<{ userIds: string[] }, readonly UserActResult[]>>
>;

export interface UserActs {
  /** Asks first, then does it and reports. */
  readonly begin: (act: UserAct, users: readonly UserSummary[]) => void;
  /** Render these once. */
  readonly dialogs: ReactNode;
}

interface Begun {
  readonly act: UserAct;
  readonly users: readonly UserSummary[];
}

/** Asks, acts and reports, for one person or many. `onDone` hears when nobody was refused. */
export function useUserActs(actions: UserActActions, onDone: () => void): UserActs {
  const { busy, error, run } = useActionRun();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [report, setReport] = useState<{ act: UserAct; results: readonly UserActResult[] }>();
  const confirm = ({ act, users }: Begun) =>
    run(act, async () => {
      const result = await actions[act]({ userIds: users.map(({ id }) => id) });
      if (result.data) {
        setReport({ act, results: result.data });
        setBegun(null);
        if (result.data.every(({ refusal }) => refusal === null)) onDone();
      }
      return result;
    });
  return {
    begin: (act, users) => {
      setBegun({ act, users });
    },
    dialogs: (
      <>
        {begun && (
          <Confirm
            begun={begun}
            isBusy={busy !== undefined}
            error={error}
            onClose={() => {
              setBegun(null);
            }}
            onConfirm={() => void confirm(begun)}
          />
        )}
        {report && (
          <UserActReport
            {...report}
            onClose={() => {
              setReport(undefined);
            }}
          />
        )}
      </>
    ),
  };
}

const verbs: Record<UserAct, string> = {
  invite: 'Invite',
  end_sessions: 'End sessions of',
  enable: 'Enable',
  disable: 'Disable',
  delete: 'Delete',
};

const consequences: Record<UserAct, string> = {
  invite:
    'Everybody without a passkey gets a new link that works once, for 72 hours. Links sent before stop working.',
  end_sessions: 'They are signed out everywhere at once, and can sign in again.',
  enable: 'They can sign in again with the passkeys they had.',
  disable:
    'They are signed out everywhere, and open invitations stop working. Passkeys are kept, so that enabling brings everything back.',
  delete:
    'Passkeys, sessions and invitations go with them, and it cannot be undone. What they did stays in the reports.',
};

function Confirm(props: {
  readonly begun: Begun;
  readonly isBusy: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  const { act, users } = props.begun;
  const [only] = users.length === 1 ? users : [];
  const title = `${verbs[act]} ${only ? only.displayName : `${String(users.length)} people`}`;
  return (
    <ConfirmDialog
      open
      onClose={props.onClose}
      title={title}
      confirmLabel={title}
      tone={act === 'delete' || act === 'disable' ? 'danger' : 'primary'}
      nameToType={act === 'delete' ? (only?.login ?? `${String(users.length)} people`) : undefined}
      loading={props.isBusy}
      error={props.error}
      onConfirm={props.onConfirm}
    >
      <p>{consequences[act]}</p>
      {!only && (
        <ul
          aria-label="Who"
          // A list that scrolls is reached by keyboard.
          tabIndex={0}
          className="rounded-control border-line max-h-40 overflow-y-auto border px-3 py-2 text-xs [overflow-wrap:anywhere]"
        >
          {users.map((user) => (
            <li key={user.id}>
              {user.displayName} · {user.login}
            </li>
          ))}
        </ul>
      )}
    </ConfirmDialog>
  );
}
