import { useFormContext } from 'react-hook-form';
import { Checkbox, ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextArea } from '@/components/ui/field';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { FormPart } from './form-part';

const signedParts = [
  {
    value: 'RESPONSE_AND_ASSERTION',
    label: 'Response and assertion',
    help: 'The safe choice, which nearly every application takes.',
  },
  { value: 'ASSERTION', label: 'Assertion only', help: undefined },
  { value: 'RESPONSE', label: 'Response only', help: undefined },
] as const;

const encryption = [
  { value: 'OFF', label: 'Off', help: 'Assertions are signed, and readable for the browser.' },
  {
    value: 'WHEN_AVAILABLE',
    label: 'When there is a certificate',
    help: 'As soon as an encryption certificate is registered below.',
  },
  {
    value: 'REQUIRED',
    label: 'Required',
    help: 'Nobody is signed in without. The certificate cannot be taken away.',
  },
] as const;

/** Whose requests are taken, and what is signed and encrypted. */
export function TrustFields() {
  return (
    <>
      <RequestFields />
      <ProtectionFields />
    </>
  );
}

function RequestFields() {
  const { register, formState } = useFormContext<CustomApplicationInput>();
  const { errors } = formState;
  return (
    <FormPart title="Requests of the application">
      <TextArea
        label="Signing certificates (PEM)"
        optional
        help="Up to four, one below the other. What counts is the key: RSA of at least 2048 bits, registered here; dates and issuers do not."
        mono
        rows={6}
        spellCheck={false}
        error={errors.signingCertificates?.message}
        {...register('signingCertificates')}
      />
      <Checkbox
        label="Only take signed requests"
        help="Without, requests that are not signed are taken as well. With a certificate above, a signature that is there is always verified."
        {...register('requireSignedRequests')}
      />
      <Checkbox
        label="Honour the authentication contexts it asks for"
        help="A request that cannot be met is answered with NoAuthnContext. Without, what it asks for is passed over."
        {...register('honoursAuthnContext')}
      />
    </FormPart>
  );
}

function ProtectionFields() {
  const { register, formState } = useFormContext<CustomApplicationInput>();
  const { errors } = formState;
  return (
    <FormPart title="What is signed and encrypted">
      <ChoiceGroup legend="Signed by AdminX">
        {signedParts.map(({ value, label, help }) => (
          <Radio key={value} value={value} label={label} help={help} {...register('signedParts')} />
        ))}
      </ChoiceGroup>
      <ChoiceGroup legend="Encryption of assertions">
        {encryption.map(({ value, label, help }) => (
          <Radio key={value} value={value} label={label} help={help} {...register('encryption')} />
        ))}
      </ChoiceGroup>
      <TextArea
        label="Encryption certificate (PEM)"
        optional
        help="AES-256-GCM, with the key under RSA-OAEP."
        mono
        rows={6}
        spellCheck={false}
        error={errors.encryptionCertificate?.message}
        {...register('encryptionCertificate')}
      />
    </FormPart>
  );
}
