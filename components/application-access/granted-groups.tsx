import { UsersRound } from 'lucide-react';
import type { Route } from 'next';
import { RelativeTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { AccessDetails } from '@/lib/schemas/application-access';
import type { TakeActions } from './take-dialog';
import { TakeGroup } from './take-group';

export interface GrantedGroupsProps extends TakeActions {
  readonly details: AccessDetails;
}

/** The chosen groups by name. */
export function GrantedGroups({ details, ...actions }: GrantedGroupsProps) {
  const { grantedGroups, canManage } = details;
  if (grantedGroups.length === 0) {
    return <p className="text-ink-muted text-sm">No group is chosen.</p>;
  }
  return (
    <ul className="divide-line border-line divide-y border-y text-sm">
      {grantedGroups.map((group) => (
        <li key={group.id} className="flex flex-wrap items-center gap-x-4 gap-y-0.5 py-2">
          <span className="flex min-w-0 flex-1 basis-64 items-center gap-2 [overflow-wrap:anywhere]">
            <UsersRound aria-hidden className="text-ink-muted size-4 shrink-0" />
            <TextLink href={`/groups/${group.id}` as Route}>{group.name}</TextLink>
          </span>
          <span className="text-ink-muted text-xs">
            Added <RelativeTime value={group.addedAt} />
          </span>
          {canManage && (
            <TakeGroup summary={details} id={group.id} name={group.name} {...actions} />
          )}
        </li>
      ))}
    </ul>
  );
}
