import { useEffect, useRef } from 'react';
import { setupStartPath } from './paths';
import { send } from './run-api';

/** A token held for one run, in the memory of this tab and nowhere else. */
export interface HeldToken {
  readonly runId: string;
  readonly token: string;
}

const leaveQuestion =
  'Leave the set-up? The API token is revoked and this run is cancelled. Nothing in Okta has changed yet.';

/** Revokes a token the tab is about to lose; `keepalive` lets the request outlive the page. */
function sayGoodbye(held: HeldToken): void {
  void send(
    `/api/okta/runs/${held.runId}/cancel`,
    { token: held.token },
    { keepalive: true },
  ).catch(() => undefined);
}

/**
 * While a token is held: asks before the tab is closed or the wizard is left, and when that happens
 * anyway sends the token to be revoked, so that no live token stays behind.
 */
export function useTokenGuard(held: HeldToken | null, onGone: () => void): void {
  const heldRef = useRef<HeldToken | null>(null);
  const onGoneRef = useRef(onGone);
  useEffect(() => {
    heldRef.current = held;
    onGoneRef.current = onGone;
  });

  useEffect(() => {
    if (held === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
    window.addEventListener(
      'pagehide',
      () => {
        if (heldRef.current === null) return;
        sayGoodbye(heldRef.current);
        heldRef.current = null;
        onGoneRef.current();
      },
      { signal },
    );
    document.addEventListener('click', askBeforeLeaving, { signal, capture: true });
    return () => {
      controller.abort();
    };
  }, [held]);

  // The wizard's layout is gone: somebody followed a link out of it.
  useEffect(
    () => () => {
      if (heldRef.current !== null) sayGoodbye(heldRef.current);
      heldRef.current = null;
    },
    [],
  );
}

function askBeforeLeaving(event: MouseEvent): void {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (anchor === null || anchor.target === '_blank' || anchor.hasAttribute('download')) return;
  const url = new URL(anchor.href, window.location.href);
  const staysInside =
    url.origin === window.location.origin && url.pathname.startsWith(`${setupStartPath}/`);
  if (staysInside || window.confirm(leaveQuestion)) return;
  event.preventDefault();
  event.stopPropagation();
}
