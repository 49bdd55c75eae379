import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import type { Tone } from '@/components/ui/notice';
import { oktaTokenMenuPath } from '@/lib/schemas/okta';
import {
  type OktaReceipt,
  type ReceiptObject,
  type ReceiptOutcome,
} from '@/lib/schemas/okta-receipt';
import { formatUtc } from '@/lib/shared/format-utc';
import { ReceiptSteps } from './receipt-steps';

export interface ReceiptProps {
  readonly receipt: OktaReceipt;
}

/** The whole receipt as one document, on the screen and on paper. */
export function Receipt({ receipt }: ReceiptProps) {
  return (
    <article className="flex flex-col gap-10 print:gap-6">
      <Part id="receipt-summary" title="Summary">
        <Summary receipt={receipt} />
      </Part>
      {receipt.error !== null && (
        <Part id="receipt-problem" title="What went wrong">
          <Facts
            facts={[
              ['What happened', receipt.error.message],
              ['State of Okta then', receipt.error.oktaState],
              ['What to do', receipt.error.todo],
              ['Code', receipt.error.code],
            ]}
          />
        </Part>
      )}
      <Part id="receipt-objects" title="Objects in Okta">
        <Objects objects={receipt.objects} />
      </Part>
      <Part id="receipt-proofs" title="Proofs">
        <Proofs receipt={receipt} />
      </Part>
      <Part id="receipt-steps" title="What was done">
        <ReceiptSteps steps={receipt.steps} />
      </Part>
    </article>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ id, title, children }: PartProps) {
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <h2
        id={id}
        className="text-base font-semibold [overflow-wrap:anywhere] print:break-after-avoid"
      >
        {title}
      </h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <DefinitionList>
      {facts.map(([term, value]) => (
        <Definition key={term} term={term}>
          {value}
        </Definition>
      ))}
    </DefinitionList>
  );
}

function Code({ children }: { readonly children: ReactNode }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}

function Summary({ receipt }: ReceiptProps) {
  const { organisation, tokenOwner } = receipt;
  const roles = tokenOwner?.roles.map(({ label, type }) => (label === '' ? type : label)) ?? [];
  return (
    <Facts
      facts={[
        [
          'Organisation',
          <>
            {organisation.name} <Code>{organisation.host}</Code>
          </>,
        ],
        ['Organisation ID', <Code key="id">{organisation.id}</Code>],
        ['Begun', `${receipt.begunBy}, ${formatUtc(receipt.begunAt)}`],
        ['Allowed with a passkey', describeApplied(receipt)],
        ...describeApproval(receipt),
        ['Ended', receipt.endedAt === null ? 'Nothing was applied' : formatUtc(receipt.endedAt)],
        [
          'Owner of the API token',
          tokenOwner === null
            ? 'No token was read'
            : `${tokenOwner.owner.name} (${tokenOwner.owner.login})${roles.length > 0 ? `: ${roles.join(', ')}` : ''}`,
        ],
        ['Run', <Code key="run">{receipt.runId}</Code>],
        ...(receipt.planHash === null
          ? []
          : ([['Plan reviewed (SHA-256)', <Code key="plan">{receipt.planHash}</Code>]] as const)),
      ]}
    />
  );
}

function describeApproval({ approval }: OktaReceipt): readonly (readonly [string, string])[] {
  if (approval === null) return [];
  const { by, at, reason } = approval;
  return [['Let pass by another administrator', `${by}, ${formatUtc(at)}: “${reason}”`]];
}

function describeApplied({ appliedBy, appliedAt, steps }: OktaReceipt): string {
  if (appliedBy !== null && appliedAt !== null) return `${appliedBy}, ${formatUtc(appliedAt)}`;
  return steps.length === 0 ? 'Nothing was applied' : 'The event log no longer says by whom';
}

const kinds: Record<ReceiptObject['kind'], string> = {
  key: 'Certificate',
  idp: 'Identity provider',
  rule: 'Routing rule',
  mapping: 'Attribute mapping',
};

const outcomes: Record<ReceiptOutcome, { readonly tone: Tone; readonly word: string }> = {
  created: { tone: 'good', word: 'Created' },
  changed: { tone: 'good', word: 'Changed' },
  kept: { tone: 'neutral', word: 'Was there already' },
  taken_back: { tone: 'neutral', word: 'Taken back' },
  removed: { tone: 'neutral', word: 'Removed' },
  left: { tone: 'danger', word: 'Left in Okta' },
  unsure: { tone: 'warning', word: 'May be left' },
};

function Objects({ objects }: { readonly objects: readonly ReceiptObject[] }) {
  if (objects.length === 0) {
    return <p className="text-ink-muted text-sm">This run made, changed and removed nothing.</p>;
  }
  return (
    <ul className="divide-line border-line divide-y border-y">
      {objects.map(({ kind, name, id, outcome }) => (
        <li
          key={`${kind}-${id ?? name}`}
          className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5 text-sm print:break-inside-avoid"
        >
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p>
              <span className="text-ink-muted">{kinds[kind]}</span> {name}
            </p>
            {id !== null && <Code>{id}</Code>}
          </div>
          <Badge tone={outcomes[outcome].tone}>{outcomes[outcome].word}</Badge>
        </li>
      ))}
    </ul>
  );
}

const moments = { before: 'Routing before', after: 'Routing after' } as const;

function Proofs({ receipt }: ReceiptProps) {
  const { token, proofs } = receipt;
  return (
    <>
      <DefinitionList>
        <Definition term="API token">{describeToken(token)}</Definition>
        {proofs.map(({ when, at, seen }) => (
          <Definition key={`${when}-${seen}`} term={moments[when]}>
            {at === null ? seen : `${seen}, seen ${formatUtc(at)}`}
          </Definition>
        ))}
      </DefinitionList>
      {proofs.length > 0 && (
        <p className="text-ink-muted text-xs">
          Routing was asked by WebFinger, without the token, as a signed-out browser at the address
          of this server would see it.
        </p>
      )}
    </>
  );
}

function describeToken({ status, provenDeadAt, proof }: OktaReceipt['token']): string {
  if (provenDeadAt !== null)
    return `Revoked and proven dead ${formatUtc(provenDeadAt)}. ${proof ?? ''}`;
  if (status === 'REVOKED') return 'Revoked and proven dead.';
  if (status === 'NOT_USED') return 'None was used.';
  return `Not proven dead. Delete it in Okta: ${oktaTokenMenuPath}.`;
}
