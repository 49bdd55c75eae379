import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Long enough for the goodbye of the page before to have been answered. */
const settleMs = 1000;

/**
 * A reload while a token was held cancels the run, in a request that may arrive after the one for
 * the new page. Look again shortly, so that the page does not offer a run that is over.
 */
export function useRefreshAfterReload(): void {
  const router = useRouter();
  useEffect(() => {
    const [entry] = performance.getEntriesByType('navigation');
    const isReload = entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
    if (!isReload) return undefined;
    const timer = window.setTimeout(() => {
      router.refresh();
    }, settleMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [router]);
}
