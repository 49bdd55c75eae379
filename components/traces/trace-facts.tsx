import type { Route } from 'next';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { TraceDetails, TraceFailure } from '@/lib/schemas/saml-traces';

/** The first check that failed: what was wanted, what there was, and what to do. */
export function TraceFailureNotice(props: {
  readonly failure: TraceFailure;
  readonly applicationId: string | null;
}) {
  const { name, code, told, expected, found, mend } = props.failure;
  const access = code === 'saml.access_denied' ? props.applicationId : null;
  return (
    <div className="mb-6">
      <Notice
        tone="danger"
        title={`Failed: ${name}`}
        actions={
          access !== null && (
            <TextLink href={`/applications/${access}/access` as Route}>
              Access to this application
            </TextLink>
          )
        }
      >
        {mend !== null && <p>{mend}</p>}
        {expected !== null && (
          <p>
            <span className="text-ink-muted">Expected</span> {expected}
          </p>
        )}
        {found !== null && (
          <p>
            <span className="text-ink-muted">Found</span> {found}
          </p>
        )}
        {told !== null && (
          <p className="text-ink-muted text-xs">
            The person was told: {told} <span className="font-mono">{code}</span>
          </p>
        )}
      </Notice>
    </div>
  );
}

/** Who, where, when, and with which key. */
export function TraceFacts({ trace }: { readonly trace: TraceDetails }) {
  return (
    <DefinitionList>
      <Definition term="Trace id" help="What the person who failed sees">
        <CopyableValue value={trace.traceId} what="trace id" />
      </Definition>
      <Definition term="Began" help="By our clock">
        <Moment at={trace.startedAt} />
      </Definition>
      {trace.applicationId !== null && (
        <Definition term="Application">
          {trace.applicationName}{' '}
          <TextLink href={`/reports/traces?application=${trace.applicationId}` as Route}>
            Traces of this application
          </TextLink>
        </Definition>
      )}
      {trace.issuer !== null && (
        <Definition term="Issuer" help="As the message claims">
          <CopyableValue value={trace.issuer} what="issuer" />
        </Definition>
      )}
      <Person trace={trace} />
      <Key signer={trace.key} />
    </DefinitionList>
  );
}

function Person({ trace }: { readonly trace: TraceDetails }) {
  return (
    <Definition term="Person">
      {trace.login ?? <span className="text-ink-muted">Nobody had signed in yet</span>}{' '}
      {trace.userId !== null && (
        <TextLink href={`/reports/traces?person=${trace.userId}` as Route}>
          Traces of this person
        </TextLink>
      )}
    </Definition>
  );
}

function Key({ signer }: { readonly signer: TraceDetails['key'] }) {
  if (signer === null) return null;
  const { fingerprint, status } = signer;
  const state = status === null ? 'is not kept any more' : `is ${status.toLowerCase()} now`;
  return (
    <Definition term="Key used" help={`SHA-256 of its certificate; it ${state}`}>
      <CopyableValue value={fingerprint} what="fingerprint" />
    </Definition>
  );
}

function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{at.replace('T', ' ').replace('Z', ' UTC')}</time>;
}
