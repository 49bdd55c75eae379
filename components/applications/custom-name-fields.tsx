import { useFormContext, useWatch } from 'react-hook-form';
import { Checkbox } from '@/components/ui/choice';
import { Select, TextField } from '@/components/ui/field';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { FormPart } from './form-part';

const formats = [
  { value: 'unspecified', label: 'Unspecified' },
  { value: 'emailAddress', label: 'E-mail address' },
  { value: 'persistent', label: 'Persistent: random, the same every time, another everywhere' },
  { value: 'transient', label: 'Transient: random, new every time' },
];

const sources = [
  { value: 'LOGIN', label: 'Login' },
  { value: 'EMAIL', label: 'E-mail address' },
  { value: 'EXPRESSION', label: 'Expression' },
];

const lifetimes = [
  { value: '60', label: '1 minute' },
  { value: '120', label: '2 minutes' },
  { value: '300', label: '5 minutes' },
  { value: '600', label: '10 minutes' },
  { value: '3600', label: '1 hour' },
];

const sessions = [
  { value: '', label: 'As long as the application lets it' },
  { value: '3600', label: '1 hour' },
  { value: '28800', label: '8 hours' },
  { value: '43200', label: '12 hours' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
];

/** What a person is called in the application, how it is opened from here, and for how long. */
export function NameFields() {
  return (
    <>
      <NameIdFields />
      <StartFields />
      <LifetimeFields />
    </>
  );
}

function NameIdFields() {
  const { control, register, formState } = useFormContext<CustomApplicationInput>();
  const format = useWatch({ control, name: 'nameIdFormat' });
  const source = useWatch({ control, name: 'nameIdSource' });
  // A mistake in a field that is not shown could not be mended.
  const isRandom = (format === 'persistent' || format === 'transient') && source !== 'EXPRESSION';
  return (
    <FormPart title="What people are called (NameID)">
      <Select
        label="Format"
        help="When a request asks for none. It may also ask for e-mail address, persistent or transient."
        options={formats}
        {...register('nameIdFormat')}
      />
      {!isRandom && <Select label="Made of" options={sources} {...register('nameIdSource')} />}
      {!isRandom && source === 'EXPRESSION' && (
        <TextField
          label="Expression"
          help={
            <>
              For example <code>before(user.login, &quot;@&quot;)</code>. Two people who come out
              the same are one person to the application.
            </>
          }
          mono
          autoComplete="off"
          spellCheck={false}
          error={formState.errors.nameIdExpression?.message}
          {...register('nameIdExpression')}
        />
      )}
    </FormPart>
  );
}

function StartFields() {
  const { register, formState } = useFormContext<CustomApplicationInput>();
  return (
    <FormPart title="Opened from AdminX">
      <Checkbox
        label="People may open it from AdminX"
        help="Without, a sign-in can only begin in the application."
        {...register('allowsIdpInitiated')}
      />
      <TextField
        label="Default RelayState"
        optional
        help="Goes along when it is opened from here; many applications take it for the page to show."
        mono
        autoComplete="off"
        spellCheck={false}
        error={formState.errors.defaultRelayState?.message}
        {...register('defaultRelayState')}
      />
    </FormPart>
  );
}

function LifetimeFields() {
  const { register } = useFormContext<CustomApplicationInput>();
  return (
    <FormPart title="How long it lasts">
      <Select
        label="An assertion is good for"
        help="And from two minutes before it was made, for clocks that are behind."
        options={lifetimes}
        {...register('assertionSeconds', { setValueAs: Number })}
      />
      <Select
        label="The session in the application lasts"
        help="Said as SessionNotOnOrAfter; the application has to keep to it."
        options={sessions}
        {...register('sessionSeconds', { setValueAs: toSeconds })}
      />
    </FormPart>
  );
}

function toSeconds(value: unknown): number | null {
  return value === '' || value === null ? null : Number(value);
}
