/** Trusted claims in plain words: what they change in Okta, and what they cannot. */
export function TrustedClaimsFacts() {
  return (
    <ul className="text-ink-muted flex max-w-[42rem] list-disc flex-col gap-1.5 pl-4 text-xs">
      <li>
        AdminX says in every assertion how the person signed in (session.amr): “hwk” for a passkey
        bound to its device, “swk” for one that is synced, with “phr” (cannot be phished) and “mfa”.
        It never says “face” or “fpt”: a passkey proves that the person was verified, not how.
      </li>
      <li>
        With trusted claims on, Okta takes that for true: policies that ask for any two factors, for
        possession or for phishing resistance are met without a second prompt.
      </li>
      <li>
        It does not meet authentication method chains, or policies that allow or forbid particular
        methods, and it has no effect where a security question is one of the factors.
      </li>
      <li>
        On while nothing is said (no session.amr), sign-ins through the identity provider fail. So
        AdminX always sends it to Okta, and no setting of the application can take it out.
      </li>
      <li>
        Once policies in Okta rely on it, Okta refuses to switch off or delete the last identity
        provider that has it, until those policies are changed.
      </li>
    </ul>
  );
}
