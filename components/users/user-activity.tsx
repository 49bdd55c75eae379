import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { AuditEventSummary } from '@/lib/schemas/audit-events';
import type { SignInFailure, UserApplication } from '@/lib/schemas/user-activity';
import type { UserDetails } from '@/lib/schemas/users';

/** What stands between the person and signing in now, at the top of the page; nothing if nothing. */
export function UserStanding(props: {
  readonly user: UserDetails;
  readonly failure: SignInFailure | null;
}) {
  const { user, failure } = props;
  return (
    <div className="mb-6 flex flex-col gap-3 empty:hidden">
      {failure && (
        <Notice
          tone="warning"
          title={
            failure.application === null
              ? 'The last sign-in failed'
              : `The last sign-in to ${failure.application} failed`
          }
          actions={
            failure.application !== null && (
              <TextLink href={`/reports/traces?person=${user.id}&outcome=refused` as Route}>
                See what was checked
              </TextLink>
            )
          }
        >
          <p>{failure.reason}</p>
          <p>{failure.advice}</p>
          <p className="text-ink-muted text-xs">
            <RelativeTime value={failure.at} /> · {failure.where}
          </p>
        </Notice>
      )}
      <NotEnrolled user={user} />
    </div>
  );
}

function NotEnrolled({ user }: { readonly user: UserDetails }) {
  if (user.state === 'disabled' || user.state === 'enrolled') return null;
  if (user.invitation) {
    return (
      <Notice title="Invited, not enrolled yet">
        The invitation was sent <RelativeTime value={user.invitation.sentAt} /> and ends{' '}
        <RelativeTime value={user.invitation.expiresAt} />. Until it is used, {user.displayName}{' '}
        cannot sign in.
      </Notice>
    );
  }
  if (user.invitedUntil !== null) {
    return (
      <Notice tone="warning" title="The invitation ended unused">
        It ended <RelativeTime value={user.invitedUntil} />. {user.displayName} has no passkey and
        cannot sign in; a new invitation helps.
      </Notice>
    );
  }
  return (
    <Notice title="Not invited yet">
      {user.displayName} has no passkey and cannot sign in before an invitation was used.
    </Notice>
  );
}

/** The applications a person can open, and when each was opened last. */
export function UserApplications({
  applications,
}: {
  readonly applications: readonly UserApplication[];
}) {
  if (applications.length === 0) {
    return <Nothing>This person may open no application that is switched on.</Nothing>;
  }
  return (
    <ul className="divide-line border-line divide-y border-y">
      {applications.map((application) => (
        <li
          key={application.id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-2.5 text-sm"
        >
          <TextLink href={`/applications/${application.id}` as Route}>{application.name}</TextLink>
          <span className="text-ink-muted text-xs [overflow-wrap:anywhere]">
            {application.reason} ·{' '}
            {application.lastOpenedAt ? (
              <>
                Last opened <RelativeTime value={application.lastOpenedAt} />
              </>
            ) : (
              'Never opened'
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What happened around a person lately, newest first. */
export function UserEvents({ events }: { readonly events: readonly AuditEventSummary[] }) {
  if (events.length === 0) return <Nothing>Nothing has happened yet.</Nothing>;
  return (
    <ol className="divide-line border-line divide-y border-y">
      {events.map((event) => {
        const isRefused = event.result === 'refused';
        const Icon = isRefused ? CircleAlert : CircleCheck;
        return (
          <li key={event.id} className="flex gap-3 py-2.5 text-sm">
            <Icon
              aria-label={isRefused ? 'Refused' : 'Succeeded'}
              role="img"
              className={`mt-0.5 size-4 shrink-0 ${isRefused ? 'text-danger' : 'text-ink-muted'}`}
            />
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <p>{event.sentence}</p>
              <p className="text-ink-muted text-xs">
                <RelativeTime value={event.at} />
                {[event.reason, event.factor, event.browser, event.ip]
                  .filter((detail) => detail !== null)
                  .map((detail) => ` · ${detail}`)}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="text-ink-muted text-sm">{children}</p>;
}
