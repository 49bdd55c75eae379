'use client';

import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import type { UserAct, UserActResult } from '@/lib/schemas/user-acts';

const done: Record<UserAct, string> = {
  invite: 'Invited',
  end_sessions: 'Signed out',
  enable: 'Enabled',
  disable: 'Disabled',
  delete: 'Deleted',
};

export interface UserActReportProps {
  readonly act: UserAct;
  readonly results: readonly UserActResult[];
  readonly onClose: () => void;
}

/** What happened to each person, what was refused and why, and links that are shown this once. */
export function UserActReport({ act, results, onClose }: UserActReportProps) {
  const refused = results.filter(({ refusal }) => refusal !== null);
  const doneCount = results.length - refused.length;
  const toHandOver = results.some(({ invitation }) => invitation && invitation.mailedTo === null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${done[act]}: ${String(doneCount)} of ${String(results.length)}`}
      footer={<Button onClick={onClose}>Done</Button>}
    >
      {refused.length > 0 && (
        <Notice tone="warning" live="status">
          {refused.length === 1
            ? 'One person was left as they were.'
            : `${String(refused.length)} people were left as they were.`}
        </Notice>
      )}
      {toHandOver && (
        <p>
          Give each link to its person and to nobody else: whoever uses it first creates the
          passkey. The links are not shown again.
        </p>
      )}
      <ul
        aria-label="Result for each person"
        tabIndex={0}
        className="divide-line border-line max-h-[50vh] divide-y overflow-y-auto border-y"
      >
        {[...refused, ...results.filter(({ refusal }) => refusal === null)].map((result) => (
          <Line key={result.userId} act={act} result={result} />
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ act, result }: { readonly act: UserAct; readonly result: UserActResult }) {
  const { login, refusal, invitation } = result;
  return (
    <li className="flex flex-col gap-1 py-2">
      <div className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{login ?? 'Unknown'}</span>
        {refusal === null ? (
          <Badge tone="good">{done[act]}</Badge>
        ) : (
          <Badge tone="warning">Refused</Badge>
        )}
      </div>
      {refusal !== null && <p className="text-ink-muted text-xs">{refusal}</p>}
      {invitation && invitation.mailedTo !== null && (
        <p className="text-ink-muted text-xs">On its way to {invitation.mailedTo}.</p>
      )}
      {invitation && invitation.mailedTo === null && (
        <div className="rounded-control border-line border px-3 py-1">
          <CopyableValue value={invitation.url} what={`invitation link of ${login ?? ''}`} />
        </div>
      )}
    </li>
  );
}
