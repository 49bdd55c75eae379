'use client';

import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FieldErrors, UseFormRegister, UseFormReturn } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextArea, TextField } from '@/components/ui/field';
import { maxMetadataLength, type OktaByHandInput } from '@/lib/schemas/okta-application';

/** How the values come: all at once, or typed. */
export type ByHandWay = 'metadata' | 'values';

const fieldsOfWay: Record<ByHandWay, readonly (keyof OktaByHandInput)[]> = {
  metadata: ['spMetadataXml'],
  values: ['acsUrl', 'audience', 'signOutUrl', 'certificatePem'],
};

/** Leaves out what belongs to the other way, and fields left empty. */
export function toInput(values: OktaByHandInput, way: ByHandWay): OktaByHandInput {
  const names = [...fieldsOfWay[way], 'testLogin'] as const;
  const kept = names.filter((name) => (values[name] ?? '').trim() !== '');
  return {
    domain: values.domain,
    idpName: values.idpName,
    ...Object.fromEntries(kept.map((name) => [name, values[name]])),
  };
}

export interface ByHandFieldsProps {
  readonly form: UseFormReturn<OktaByHandInput>;
  readonly way: ByHandWay;
  readonly onWay: (way: ByHandWay) => void;
}

/** Which organisation, whom its rule catches, and what it shows for the new identity provider. */
export function ByHandFields({ form, way, onWay }: ByHandFieldsProps) {
  const { register } = form;
  const { errors } = form.formState;
  return (
    <>
      <TextField
        label="Okta domain"
        help="For example acme.okta.com. AdminX asks it, without a token, which organisation it is."
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        error={errors.domain?.message}
        {...register('domain')}
      />
      <TextField
        label="Name of the identity provider in Okta"
        error={errors.idpName?.message}
        {...register('idpName')}
      />
      <TextField
        label="Login of the test person"
        optional
        help="Whom your routing rule catches. AdminX then watches where Okta sends this login."
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        error={errors.testLogin?.message}
        {...register('testLogin')}
      />
      <WayChoice way={way} onWay={onWay} />
      {way === 'metadata' ? (
        <MetadataField form={form} />
      ) : (
        <ValueFields {...{ register, errors }} />
      )}
    </>
  );
}

function WayChoice({ way, onWay }: Omit<ByHandFieldsProps, 'form'>) {
  return (
    <ChoiceGroup legend="What Okta shows for the new identity provider">
      <Radio
        name="way"
        label="Its SP metadata"
        help="Download metadata, on the page of the identity provider. It fills everything at once, the certificate included."
        checked={way === 'metadata'}
        onChange={() => onWay('metadata')}
      />
      <Radio
        name="way"
        label="The values one by one"
        checked={way === 'values'}
        onChange={() => onWay('values')}
      />
    </ChoiceGroup>
  );
}

/** Pasted, or read from a file into the same field, so that it can be seen. */
function MetadataField({ form }: Pick<ByHandFieldsProps, 'form'>) {
  const { register, setValue, setError } = form;
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label="SP metadata (XML)"
        mono
        rows={8}
        spellCheck={false}
        help="Paste it, or choose the file. Its address is of no use here: Okta gives this document only to somebody signed in or with a token."
        error={form.formState.errors.spMetadataXml?.message}
        {...register('spMetadataXml')}
      />
      <MetadataFile
        onRead={(text) =>
          setValue('spMetadataXml', text, { shouldDirty: true, shouldValidate: true })
        }
        onRefused={(message) => setError('spMetadataXml', { message })}
      />
    </div>
  );
}

interface MetadataFileProps {
  readonly onRead: (text: string) => void;
  readonly onRefused: (message: string) => void;
}

function MetadataFile({ onRead, onRefused }: MetadataFileProps) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string>();
  const id = useId();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setName(file.name);
    if (file.size > maxMetadataLength) {
      onRefused('This file is too large for metadata. Choose the one that Okta downloads.');
      return;
    }
    await file.text().then(onRead, () => onRefused('The file could not be read. Choose it again.'));
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label htmlFor={id} className="sr-only">
        Metadata file
      </label>
      <input
        ref={field}
        id={id}
        type="file"
        accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
      <Button icon={<FileUp aria-hidden />} onClick={() => field.current?.click()}>
        Choose file
      </Button>
      {name !== undefined && (
        <span className="text-ink-muted min-w-0 text-xs [overflow-wrap:anywhere]">{name}</span>
      )}
    </div>
  );
}

interface ValueFieldsProps {
  readonly register: UseFormRegister<OktaByHandInput>;
  readonly errors: FieldErrors<OktaByHandInput>;
}

function ValueFields({ register, errors }: ValueFieldsProps) {
  return (
    <>
      <TextField
        label="Assertion Consumer Service URL"
        mono
        placeholder="https://acme.okta.com/sso/saml2/0oa…"
        error={errors.acsUrl?.message}
        {...register('acsUrl')}
      />
      <TextField
        label="Audience URI"
        mono
        placeholder="https://www.okta.com/saml2/service-provider/sp…"
        error={errors.audience?.message}
        {...register('audience')}
      />
      <TextField
        label="Sign-out URL"
        optional
        mono
        placeholder="https://acme.okta.com/logout"
        error={errors.signOutUrl?.message}
        {...register('signOutUrl')}
      />
      <TextArea
        label="Signing certificate of Okta (PEM)"
        optional
        mono
        rows={6}
        help="With it, AdminX accepts only requests signed by your organisation."
        spellCheck={false}
        error={errors.certificatePem?.message}
        {...register('certificatePem')}
      />
    </>
  );
}
