import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const refreshMs = 5_000;

/** What others do meanwhile (approve, enrol, sign in) shows by itself; the tab keeps its token. */
export function useFreshGuard(isWaiting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = window.setInterval(() => {
      router.refresh();
    }, refreshMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [isWaiting, router]);
}
