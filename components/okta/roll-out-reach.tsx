import type { Route } from 'next';
import { TextLink } from '@/components/ui/text-link';
import type { RollOutReach } from '@/lib/schemas/okta-guard';

/** Whom a stage catches, as far as it is known here: how many can sign in, and who cannot. */
export function Reach({ reach }: { readonly reach: RollOutReach }) {
  const { enrolled, notEnrolled, disabled, unknown, cannotSignIn, limits } = reach;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>{enrolled} here can sign in with a passkey</li>
        <li>{notEnrolled} here have no passkey yet</li>
        {disabled > 0 && <li>{disabled} here are disabled</li>}
        <li>
          {unknown === null
            ? 'How many of Okta are unknown here is not known'
            : `${String(unknown)} of Okta are unknown here`}
        </li>
      </ul>
      {cannotSignIn.length > 0 && (
        <p>
          Cannot sign in as things are:{' '}
          {cannotSignIn.map(({ login, userId }, index) => (
            <span key={login}>
              {index > 0 && ', '}
              {userId === null ? (
                login
              ) : (
                <TextLink href={`/users/${userId}` as Route}>{login}</TextLink>
              )}
            </span>
          ))}
          {notEnrolled + disabled + (unknown ?? 0) > cannotSignIn.length && ' and others'}.{' '}
          <TextLink href={'/users?state=not_enrolled'}>Invite people</TextLink>
        </p>
      )}
      {limits.map((limit) => (
        <p key={limit} className="text-ink-muted text-xs">
          {limit}
        </p>
      ))}
    </div>
  );
}
