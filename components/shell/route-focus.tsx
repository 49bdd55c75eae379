'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/**
 * After a change of page the keyboard goes on in the new page, as after a full load past the
 * navigation. The framework says the new title to screen readers. Focus that is in the page already
 * (a tab above its content, a field that asked for it) stays.
 */
export function RouteFocus() {
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const main = document.getElementById('main');
    if (main?.contains(document.activeElement)) return;
    main?.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
