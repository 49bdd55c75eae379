import { AppWindow } from 'lucide-react';
import type { Route } from 'next';
import { TextLink } from '@/components/ui/text-link';
import type { GroupApplication } from '@/lib/schemas/application-access';

/** The applications a group gives to its people. */
export function GroupApplications({
  applications,
}: {
  readonly applications: readonly GroupApplication[];
}) {
  if (applications.length === 0) {
    return (
      <p className="text-ink-muted text-sm">
        None. A group is chosen for an application on the application’s own page, under Access.
      </p>
    );
  }
  return (
    <ul className="divide-line border-line divide-y border-y text-sm">
      {applications.map((application) => (
        <li
          key={application.id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-2.5"
        >
          <span className="flex min-w-0 items-center gap-2 [overflow-wrap:anywhere]">
            <AppWindow aria-hidden className="text-ink-muted size-4 shrink-0" />
            <TextLink href={`/applications/${application.id}/access` as Route}>
              {application.name}
            </TextLink>
          </span>
          <span className="text-ink-muted text-xs">{standingOf(application)}</span>
        </li>
      ))}
    </ul>
  );
}

function standingOf({ isEnabled, isForEveryone }: GroupApplication): string {
  if (!isEnabled) return 'Switched off';
  return isForEveryone ? 'Open to everyone now' : 'Open to this group';
}
