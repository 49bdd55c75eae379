/** Ends the session; a full load of the next page drops everything this tab still shows. */
export async function signOut(): Promise<void> {
  const next = await requestSignOut().catch(() => '/sign-in');
  window.location.assign(next);
}

/** Where to go: the sign-in page, or first through the applications that are told of it. */
async function requestSignOut(): Promise<string> {
  const headers = { accept: 'application/json' };
  const response = await fetch('/api/auth/sign-out', { method: 'POST', headers });
  const answer = (await response.json()) as { readonly next?: unknown };
  const { next } = answer;
  return typeof next === 'string' && /^\/[a-z]/u.test(next) ? next : '/sign-in';
}
