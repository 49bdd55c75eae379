'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/notice';
import type {
  AccessSearchInput,
  AccessSummary,
  GrantCandidate,
  GrantsInput,
} from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { GrantPicker } from './grant-picker';

export interface AddGrantsProps {
  readonly summary: AccessSummary;
  readonly find: Action<AccessSearchInput, readonly GrantCandidate[]>;
  readonly give: Action<GrantsInput, { count: number }>;
}

const maxAtOnce = 100;

/** Finds groups and people and chooses as many as are ticked at once. */
export function AddGrants(props: AddGrantsProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden />}
        onClick={() => {
          setOpen(true);
        }}
      >
        Add groups and people
      </Button>
      <Dialog open={isOpen} onClose={close} title={`Who may open ${props.summary.applicationName}`}>
        <AddForm {...props} onDone={close} />
      </Dialog>
    </>
  );
}

function AddForm({
  summary,
  find,
  give,
  onDone,
}: AddGrantsProps & { readonly onDone: () => void }) {
  const { applicationId, applicationName } = summary;
  const [chosen, setChosen] = useState<readonly GrantCandidate[]>([]);
  const { busy, error, run } = useActionRun();
  const isTooMany = chosen.length > maxAtOnce;
  const save = async () => {
    const ids = (kind: GrantCandidate['kind']) =>
      chosen.filter((candidate) => candidate.kind === kind).map(({ id }) => id);
    const grants = { applicationId, groupIds: ids('group'), userIds: ids('person') };
    if (!(await run('give', () => give(grants)))) return;
    announce(`${String(chosen.length)} added to ${applicationName}`);
    onDone();
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <GrantPicker applicationId={applicationId} chosen={chosen} onChange={setChosen} find={find} />
      <FormError message={isTooMany ? `Add at most ${String(maxAtOnce)} at once.` : error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button
          variant="primary"
          loading={busy !== undefined}
          disabled={chosen.length === 0 || isTooMany}
          onClick={() => void save()}
        >
          {chosen.length === 0 ? 'Give access' : `Give access to ${whatIsChosen(chosen)}`}
        </Button>
      </div>
    </div>
  );
}

function whatIsChosen(chosen: readonly GrantCandidate[]): string {
  const groups = chosen.filter(({ kind }) => kind === 'group').length;
  const people = chosen.length - groups;
  const parts = [
    ...(groups > 0 ? [groups === 1 ? '1 group' : `${String(groups)} groups`] : []),
    ...(people > 0 ? [people === 1 ? '1 person' : `${String(people)} people`] : []),
  ];
  return parts.join(' and ');
}
