import { Notice } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import type { OktaVerdict } from '@/lib/schemas/saml-traces';
import { CheckLine } from './trace-checks';

/** Our answer, read as Okta would, and the line of its system log to look for. */
export function TraceOkta({ verdict }: { readonly verdict: OktaVerdict }) {
  const { checks, log } = verdict;
  const isAccepted = log.outcome === 'SUCCESS';
  return (
    <Section
      id="okta"
      title="What Okta would say"
      description="Our answer as it went out, held against what Okta requires. Whether it arrived, only Okta knows."
    >
      <Notice
        tone={isAccepted ? 'good' : 'danger'}
        title={isAccepted ? 'Okta should accept this answer' : 'Okta should refuse this answer'}
      >
        <p>
          Look for <span className="font-mono">{log.eventType}</span> with outcome{' '}
          <span className="font-mono">{log.outcome}</span>
          {log.reason !== null && ` and reason “${log.reason}”`} in the system log of Okta.
          {!isAccepted && ' The person sees a page with 400 and GENERAL_NONSUCCESS.'}
        </p>
      </Notice>
      <ul className="divide-line border-line divide-y border-y">
        {checks.map(({ id, name, passed, expected, found }) => (
          <CheckLine key={id} {...{ name, expected, found }} state={passed ? 'passed' : 'failed'} />
        ))}
      </ul>
    </Section>
  );
}
