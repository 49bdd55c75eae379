/** Ends the session; a full load of the sign-in page drops everything this tab still shows. */
export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', { method: 'POST' }).catch(() => null);
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- the router would keep the pages of this session
  window.location.assign('/sign-in');
}
