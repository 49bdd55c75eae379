import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { isOpenHttp } from '@/lib/shared/open-http';
import { FormPart } from './form-part';

const maxAddresses = 50;

/** What the application is called, and where its messages go. */
export function AddressFields() {
  const { register, formState } = useFormContext<CustomApplicationInput>();
  const { errors } = formState;
  return (
    <>
      <FormPart title="The application">
        <TextField
          label="Name"
          help="As people see it when they sign in."
          autoComplete="off"
          error={errors.name?.message}
          {...register('name')}
        />
        <TextField
          label="Entity ID"
          help="What the application calls itself (issuer), letter by letter; also the audience of assertions."
          mono
          autoComplete="off"
          spellCheck={false}
          error={errors.entityId?.message}
          {...register('entityId')}
        />
      </FormPart>
      <ConsumerServices />
      <LogoutFields />
    </>
  );
}

function ConsumerServices() {
  const { control, formState } = useFormContext<CustomApplicationInput>();
  const { fields, append, remove, move } = useFieldArray({ control, name: 'acs' });
  const values = useWatch({ control, name: 'acs' });
  const next = Math.max(-1, ...values.map(({ index }) => (Number.isNaN(index) ? 0 : index))) + 1;
  const problem = formState.errors.acs?.root?.message ?? formState.errors.acs?.message;
  return (
    <FormPart title="Where people are sent back to">
      <p className="text-ink-muted -mt-3 text-xs">
        Assertion consumer services, on HTTP-POST. An answer goes to one of these addresses, letter
        by letter, and nowhere else; the first is the default.
      </p>
      <ol className="flex flex-col gap-5">
        {fields.map((field, at) => (
          <li key={field.id}>
            <ConsumerService
              at={at}
              isOnly={fields.length === 1}
              onRemove={() => remove(at)}
              onFirst={() => move(at, 0)}
            />
          </li>
        ))}
      </ol>
      {problem !== undefined && <p className="text-danger text-xs">{problem}</p>}
      {fields.length < maxAddresses && (
        <Button
          className="self-start"
          icon={<Plus aria-hidden />}
          onClick={() => append({ url: '', index: next })}
        >
          Add an address
        </Button>
      )}
    </FormPart>
  );
}

interface ConsumerServiceProps {
  readonly at: number;
  readonly isOnly: boolean;
  readonly onRemove: () => void;
  readonly onFirst: () => void;
}

function ConsumerService({ at, isOnly, onRemove, onFirst }: ConsumerServiceProps) {
  const { control, register, formState } = useFormContext<CustomApplicationInput>();
  const errors = formState.errors.acs?.[at];
  const url = useWatch({ control, name: `acs.${at}.url` });
  const number = String(at + 1);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_6rem]">
        <TextField
          label={`Address ${number}`}
          help={isOpenHttp(url) ? 'Over http anybody between can take the sign-in.' : undefined}
          mono
          autoComplete="off"
          spellCheck={false}
          placeholder="https://app.example.com/saml/acs"
          error={errors?.url?.message}
          {...register(`acs.${at}.url`)}
        />
        <TextField
          label={`Index ${number}`}
          inputMode="numeric"
          autoComplete="off"
          error={errors?.index?.message}
          {...register(`acs.${at}.index`, { setValueAs: toNumber })}
        />
      </div>
      {!isOnly && (
        <div className="flex flex-wrap items-center gap-2">
          {at === 0 ? (
            <Badge>Default</Badge>
          ) : (
            <Button size="small" icon={<ArrowUp aria-hidden />} onClick={onFirst}>
              Make address {number} the default
            </Button>
          )}
          <Button size="small" variant="quiet" icon={<Trash2 aria-hidden />} onClick={onRemove}>
            Remove address {number}
          </Button>
        </div>
      )}
    </div>
  );
}

function LogoutFields() {
  const { register, formState } = useFormContext<CustomApplicationInput>();
  const { errors } = formState;
  return (
    <FormPart title="Single logout">
      <TextField
        label="Address for sign-out requests"
        optional
        help="Leave it empty when the application knows no single logout. Its messages must be signed."
        mono
        autoComplete="off"
        spellCheck={false}
        error={errors.sloUrl?.message}
        {...register('sloUrl')}
      />
      <TextField
        label="Address for sign-out answers"
        optional
        help="Only when it differs from the one for requests."
        mono
        autoComplete="off"
        spellCheck={false}
        error={errors.sloResponseUrl?.message}
        {...register('sloResponseUrl')}
      />
      <Select
        label="Binding of sign-out messages"
        options={[
          { value: 'post', label: 'HTTP-POST' },
          { value: 'redirect', label: 'HTTP-Redirect' },
        ]}
        {...register('sloBinding')}
      />
    </FormPart>
  );
}

/** Empty is no number, rather than 0. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
