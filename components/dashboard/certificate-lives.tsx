'use client';
// Drawn in one piece: the server streams long pages in parts, and would hide a part inside a picture by
// an inline style, which the content security policy forbids.

import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/notice';
import type { CertificateLife } from '@/lib/schemas/dashboard';
import { formatCount } from './chart-scale';

export interface CertificateLivesProps {
  readonly certificates: readonly CertificateLife[];
  /** ISO 8601, UTC. */
  readonly now: string;
}

const words = {
  ACTIVE: 'Active certificate',
  NEXT: 'Next certificate',
  RETIRED: 'Retired',
} as const;

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** Signing certificates as bars on one time line, with today marked. */
export function CertificateLives({ certificates, now }: CertificateLivesProps) {
  if (certificates.length === 0) {
    return <p className="text-ink-muted text-sm">There is no signing certificate yet.</p>;
  }
  const from = Math.min(...certificates.map(({ notBefore }) => Date.parse(notBefore)));
  const to = Math.max(...certificates.map(({ notAfter }) => Date.parse(notAfter)));
  const xOf = (time: string) => ((Date.parse(time) - from) / Math.max(1, to - from)) * 100;
  return (
    <ul className="flex flex-col gap-4">
      {certificates.map((certificate) => (
        <li key={certificate.id} className="flex flex-col gap-1.5 text-sm">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-medium">{words[certificate.status]}</span>
            <Badge tone={toneOf(certificate.daysLeft)}>{describeDays(certificate.daysLeft)}</Badge>
          </div>
          <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-4 w-full">
            <rect width={100} height={8} className="fill-sunken" />
            <rect
              x={xOf(certificate.notBefore)}
              width={xOf(certificate.notAfter) - xOf(certificate.notBefore)}
              y={1.5}
              height={5}
              className={certificate.status === 'ACTIVE' ? 'fill-accent-solid' : 'fill-line-strong'}
            />
            <rect x={clamp(xOf(now))} width={0.6} height={8} className="fill-ink" />
          </svg>
          <span className="text-ink-muted flex justify-between gap-2 text-xs">
            <span>{dayFormat.format(new Date(certificate.notBefore))}</span>
            <span>{dayFormat.format(new Date(certificate.notAfter))}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function clamp(x: number): number {
  return Math.min(99.4, Math.max(0, x));
}

function toneOf(daysLeft: number): Tone {
  if (daysLeft < 14) return 'danger';
  return daysLeft < 60 ? 'warning' : 'good';
}

function describeDays(daysLeft: number): string {
  if (daysLeft < 0) return 'Ended';
  return daysLeft === 1 ? '1 day left' : `${formatCount(daysLeft)} days left`;
}
