import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import type { CustomApplicationDetails } from '@/lib/schemas/custom-applications';
import { isOpenHttp } from '@/lib/shared/open-http';
import { Certificates } from './metadata-preview';

export interface CustomOverviewProps {
  readonly application: CustomApplicationDetails;
  readonly mayEdit: boolean;
}

/** How it is doing, and where its people begin. */
export function CustomOverview({ application, mayEdit }: CustomOverviewProps) {
  const { values, startUrl, lastSignInAt, metadataReadAt } = application;
  return (
    <Section id="overview" title="Overview">
      <Worries worries={worriesAbout(application)} />
      <DefinitionList>
        <Definition term="Last sign-in">
          {lastSignInAt === null ? (
            'Nobody has signed in yet'
          ) : (
            <RelativeTime value={lastSignInAt} />
          )}
        </Definition>
        <Definition term="Opened from AdminX">
          {startUrl === null ? (
            'Switched off: a sign-in begins in the application'
          ) : (
            <CopyableValue what="address to open it" value={startUrl} />
          )}
        </Definition>
        <Definition term="Added">
          <RelativeTime value={application.createdAt} />
        </Definition>
        <Definition term="Metadata">
          {metadataReadAt === null ? (
            'Typed by hand'
          ) : (
            <>
              Read <RelativeTime value={metadataReadAt} />
              {values.metadataUrl === '' ? ', from a file or a paste' : ''}
            </>
          )}
        </Definition>
      </DefinitionList>
      {mayEdit && (
        <div>
          <ButtonLink href={`/applications/custom/${application.id}/metadata` as Route}>
            Update from metadata
          </ButtonLink>
        </div>
      )}
    </Section>
  );
}

function Worries({ worries }: { readonly worries: readonly string[] }) {
  if (worries.length === 0) return null;
  return (
    <Notice tone="warning" title="Worth a look">
      <ul className="ml-4 list-disc">
        {worries.map((worry) => (
          <li key={worry}>{worry}</li>
        ))}
      </ul>
    </Notice>
  );
}

function worriesAbout({ values, signingCertificates }: CustomApplicationDetails): string[] {
  const found: (readonly [boolean, string])[] = [
    [
      values.acs.some(({ url }) => isOpenHttp(url)),
      'People are sent back over http: anybody between can take the sign-in.',
    ],
    [
      !values.requireSignedRequests && signingCertificates.length > 0,
      'Requests that are not signed are taken, though there is a certificate to verify them with.',
    ],
    [
      values.signedParts === 'RESPONSE',
      'Only the Response is signed: an application that takes the assertion out has no proof left.',
    ],
  ];
  return found.flatMap(([isFound, words]) => (isFound ? [words] : []));
}

const parts = {
  RESPONSE_AND_ASSERTION: 'Response and assertion',
  ASSERTION: 'Assertion only',
  RESPONSE: 'Response only',
} as const;

const formats = {
  unspecified: 'unspecified',
  emailAddress: 'e-mail address',
  persistent: 'persistent',
  transient: 'transient',
} as const;

/** What is registered of the application. */
export function CustomSettings({ application, mayEdit }: CustomOverviewProps) {
  const { id, values, signingCertificates } = application;
  return (
    <Section
      id="settings"
      title="Settings"
      description="What AdminX knows of the application, and how it answers."
      actions={
        mayEdit && (
          <ButtonLink href={`/applications/custom/${id}/settings` as Route}>
            Edit settings
          </ButtonLink>
        )
      }
    >
      <DefinitionList>
        <Definition term="Entity ID">
          <CopyableValue what="entity ID" value={values.entityId} />
        </Definition>
        <Definition term="Sent back to">
          {values.acs.map(({ url, index }, at) => (
            <div key={url}>
              <CopyableValue what={`address with index ${String(index)}`} value={url} />
              <p className="text-ink-muted text-xs leading-5">
                Index {index}
                {at === 0 && ', the default'}
              </p>
            </div>
          ))}
        </Definition>
        <Definition term="Single logout">
          {values.sloUrl === '' ? (
            'Not set up'
          ) : (
            <CopyableValue what="logout" value={values.sloUrl} />
          )}
        </Definition>
        <Definition term="Requests">
          {values.requireSignedRequests ? 'Only signed ones are taken' : 'Need no signature'}
        </Definition>
        <Definition term="Keys for signatures">
          <Certificates certificates={signingCertificates} />
        </Definition>
        <AnswerSettings application={application} />
      </DefinitionList>
    </Section>
  );
}

function AnswerSettings({ application }: Pick<CustomOverviewProps, 'application'>) {
  const { values, encryptionCertificate } = application;
  return (
    <>
      <Definition term="Signed by AdminX">{parts[values.signedParts]}</Definition>
      <Definition term="Encryption">
        {encryptionWords(application)}
        {encryptionCertificate !== null && <Certificates certificates={[encryptionCertificate]} />}
      </Definition>
      <Definition term="NameID">{nameWords(values)}</Definition>
    </>
  );
}

function encryptionWords({ values, encryptionCertificate }: CustomApplicationDetails): string {
  if (values.encryption === 'OFF') return 'Off';
  if (values.encryption === 'REQUIRED') return 'Required';
  return encryptionCertificate === null ? 'Off: there is no certificate' : 'On';
}

function nameWords(values: CustomApplicationDetails['values']): string {
  const { nameIdFormat, nameIdSource, nameIdExpression } = values;
  const format = formats[nameIdFormat];
  if (nameIdFormat === 'persistent' || nameIdFormat === 'transient') return `Random, ${format}`;
  const source = { LOGIN: 'Login', EMAIL: 'E-mail address', EXPRESSION: nameIdExpression };
  return `${source[nameIdSource]}, as ${format}`;
}
