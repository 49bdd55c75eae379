'use client';

import { useEffect, useState } from 'react';
import type { AboutCheck } from './about-checks';
import { HealthLine } from './health-line';

const waiting: AboutCheck = {
  id: 'clock',
  label: 'Clock',
  tone: 'neutral',
  state: 'Comparing',
  says: 'Asking the server what time it is.',
};

/** Compares the server's clock with this browser's: sign-ins by SAML fail when clocks disagree. */
export function ClockCheck() {
  const [check, setCheck] = useState(waiting);
  useEffect(() => {
    const stop = new AbortController();
    void measure(stop.signal).then((difference) => {
      if (!stop.signal.aborted) setCheck(judgeClock(difference));
    });
    return () => {
      stop.abort();
    };
  }, []);
  return <HealthLine check={check} />;
}

/** Seconds the server is ahead; null when it did not answer. Its header knows whole seconds only. */
async function measure(signal: AbortSignal): Promise<number | null> {
  try {
    const asked = Date.now();
    const response = await fetch('/api/health', { cache: 'no-store', signal });
    const between = (asked + Date.now()) / 2;
    const told = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(told) ? null : Math.round((told + 500 - between) / 1000);
  } catch {
    return null;
  }
}

function judgeClock(difference: number | null): AboutCheck {
  if (difference === null) {
    return { ...waiting, state: 'Unknown', says: 'The server did not say what time it is.' };
  }
  const apart = Math.abs(difference);
  if (apart <= 5) {
    return { ...waiting, tone: 'good', state: 'Agrees', says: 'The same as in this browser.' };
  }
  const says = `The server is ${inWords(apart)} ${difference > 0 ? 'ahead of' : 'behind'} this browser. One of them is wrong; applications refuse sign-ins that seem to come from another time.`;
  return { ...waiting, tone: apart > 60 ? 'danger' : 'warning', state: 'Disagrees', says };
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${String(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${String(minutes)} minutes` : `${String(Math.round(minutes / 60))} hours`;
}
