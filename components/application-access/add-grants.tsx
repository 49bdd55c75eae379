'use client';

import { UserRound, UsersRound } from 'lucide-react';
import { AddChosen } from '@/components/shell/add-chosen';
import type {
  AccessSearchInput,
  AccessSummary,
  GrantCandidate,
  GrantsInput,
} from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';

export interface AddGrantsProps {
  readonly summary: AccessSummary;
  readonly find: Action<AccessSearchInput, readonly GrantCandidate[]>;
  readonly give: Action<GrantsInput, { count: number }>;
}

/** Finds groups and people and chooses as many as are ticked at once. */
export function AddGrants({ summary, find, give }: AddGrantsProps) {
  const { applicationId, applicationName } = summary;
  return (
    <AddChosen
      opener="Add groups and people"
      title={`Who may open ${applicationName}`}
      label="Search groups and people"
      help="A part of a group’s name, or the beginning of a name, login or e-mail address."
      legend="Groups and people to add"
      hints={{
        all: 'Everybody is chosen already.',
        none: 'No other group or person matches.',
      }}
      find={async (search) => {
        const { data, ...refusal } = await find({ applicationId, search });
        return { ...refusal, data: data?.map(toPickable) };
      }}
      confirm={(chosen) =>
        chosen.length === 0 ? 'Give access' : `Give access to ${whatIsChosen(chosen)}`
      }
      done={({ length }) => `${String(length)} added to ${applicationName}`}
      add={(chosen) =>
        give({
          applicationId,
          groupIds: idsOf(chosen, 'group'),
          userIds: idsOf(chosen, 'person'),
        })
      }
    />
  );
}

type Candidate = ReturnType<typeof toPickable>;

function toPickable({ id, kind, name, login }: GrantCandidate) {
  const Icon = kind === 'group' ? UsersRound : UserRound;
  const icon = <Icon aria-hidden className="text-ink-muted size-4 shrink-0" />;
  return { id, kind, name, detail: login ?? 'Group', icon };
}

function idsOf(chosen: readonly Candidate[], kind: Candidate['kind']): string[] {
  return chosen.filter((one) => one.kind === kind).map(({ id }) => id);
}

function whatIsChosen(chosen: readonly Candidate[]): string {
  const groups = idsOf(chosen, 'group').length;
  const people = chosen.length - groups;
  const parts = [
    ...(groups > 0 ? [groups === 1 ? '1 group' : `${String(groups)} groups`] : []),
    ...(people > 0 ? [people === 1 ? '1 person' : `${String(people)} people`] : []),
  ];
  return parts.join(' and ');
}
