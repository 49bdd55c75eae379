import type { ReactNode } from 'react';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import {
  metadataOddities,
  type FoundOddity,
  type MetadataPreview,
} from '@/lib/schemas/application-metadata';
import type { ApplicationCertificate } from '@/lib/schemas/custom-applications';

/** What was read, what is odd about it, and which keys are used. */
export function MetadataFindings({ preview }: { readonly preview: MetadataPreview }) {
  const { values, oddities, signingCertificates, encryptionCertificate } = preview;
  const warnings = oddities.filter(({ isWarning }) => isWarning);
  const notes = oddities.filter(({ isWarning }) => !isWarning);
  return (
    <div className="flex flex-col gap-4">
      {warnings.length > 0 && (
        <Notice tone="warning" title="Look at this before you go on">
          <Oddities found={warnings} />
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice>
          <Oddities found={notes} />
        </Notice>
      )}
      <DefinitionList>
        <Definition term="Entity ID">
          <Mono>{values.entityId}</Mono>
        </Definition>
        <Definition term="Sent back to">
          <List items={values.acs.map(({ url, index }) => `${url} (index ${String(index)})`)} />
        </Definition>
        <Definition term="Single logout">
          {values.sloUrl === '' ? 'None' : <Mono>{values.sloUrl}</Mono>}
        </Definition>
        <Definition term="Keys for signatures">
          <Certificates certificates={signingCertificates} />
        </Definition>
        <Definition term="Key for encryption">
          <Certificates certificates={encryptionCertificate ? [encryptionCertificate] : []} />
        </Definition>
        <Definition term="Metadata signed with">
          {preview.signerFingerprint === null ? (
            'Not signed'
          ) : (
            <Mono>SHA-256 {preview.signerFingerprint}</Mono>
          )}
        </Definition>
        {preview.validUntil !== null && (
          <Definition term="Metadata valid until">
            <RelativeTime value={preview.validUntil} />
          </Definition>
        )}
      </DefinitionList>
    </div>
  );
}

function Oddities({ found }: { readonly found: readonly FoundOddity[] }) {
  return (
    <ul className="ml-4 flex list-disc flex-col gap-1">
      {found.map(({ code, about }, at) => (
        <li key={at}>
          {metadataOddities[code]}
          {about !== null && <span className="block font-mono text-xs break-all">{about}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Certificates by what tells them apart. */
export function Certificates(props: { readonly certificates: readonly ApplicationCertificate[] }) {
  const { certificates } = props;
  if (certificates.length === 0) return 'None';
  return (
    <ul className="flex flex-col gap-2">
      {certificates.map(({ fingerprintSha256, subject, notAfter, isExpired }) => (
        <li key={fingerprintSha256} className="leading-5">
          <Mono>SHA-256 {fingerprintSha256}</Mono>
          <span className="text-ink-muted block text-xs">
            {subject}; {isExpired ? 'ended' : 'ends'} <RelativeTime value={notAfter} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>
          <Mono>{item}</Mono>
        </li>
      ))}
    </ul>
  );
}

function Mono({ children }: { readonly children: ReactNode }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
