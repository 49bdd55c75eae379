import type { AboutCheck } from './about-checks';
import { ClockCheck } from './clock-check';
import { HealthLine } from './health-line';

/** How the installation is doing, line by line; the last line is asked by this browser. */
export function HealthList({ checks }: { readonly checks: readonly AboutCheck[] }) {
  return (
    <ul className="divide-line border-line divide-y border-y">
      {checks.map((check) => (
        <HealthLine key={check.id} check={check} />
      ))}
      <ClockCheck />
    </ul>
  );
}
