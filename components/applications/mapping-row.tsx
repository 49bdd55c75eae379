import { Trash2 } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Select, TextArea, TextField } from '@/components/ui/field';
import { ExpressionProblem, parseExpression } from '@/lib/shared/mapping-expression';
import type { MappingsDraft } from './mapping-draft';

const kinds = [
  { value: 'field', label: 'A value of the profile' },
  { value: 'expression', label: 'An expression' },
  { value: 'fixed', label: 'Fixed values' },
];

const fields = [
  { value: 'login', label: 'Login' },
  { value: 'email', label: 'E-mail address' },
  { value: 'firstName', label: 'First name' },
  { value: 'lastName', label: 'Last name' },
  { value: 'displayName', label: 'First and last name' },
  { value: 'groups', label: 'Names of groups (several values)' },
  { value: 'amr', label: 'How the person signed in (several values)' },
];

const formats = [
  { value: 'unspecified', label: 'Unspecified' },
  { value: 'basic', label: 'Basic' },
  { value: 'uri', label: 'URI' },
];

export interface MappingRowProps {
  readonly at: number;
  readonly onRemove: () => void;
}

/** One attribute: its name, and what it is made of. */
export function MappingRow({ at, onRemove }: MappingRowProps) {
  const { register, formState } = useFormContext<MappingsDraft>();
  const errors = formState.errors.rows?.[at];
  const number = String(at + 1);
  return (
    <div className="rounded-control border-line flex flex-col gap-3 border p-4">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <TextField
          label={`Name of attribute ${number}`}
          mono
          autoComplete="off"
          spellCheck={false}
          error={errors?.name?.message}
          {...register(`rows.${at}.name`)}
        />
        <Select
          label={`Name format ${number}`}
          options={formats}
          {...register(`rows.${at}.nameFormat`)}
        />
      </div>
      <Select label={`Made of ${number}`} options={kinds} {...register(`rows.${at}.kind`)} />
      <SourceField at={at} />
      <Button
        size="small"
        variant="quiet"
        icon={<Trash2 aria-hidden />}
        className="self-start"
        onClick={onRemove}
      >
        Remove attribute {number}
      </Button>
    </div>
  );
}

/** What it is made of, as its kind needs it. */
function SourceField({ at }: { readonly at: number }) {
  const { register, control, formState } = useFormContext<MappingsDraft>();
  const kind = useWatch({ control, name: `rows.${at}.kind` });
  const errors = formState.errors.rows?.[at];
  const number = String(at + 1);
  if (kind === 'expression') return <ExpressionField at={at} error={errors?.expression?.message} />;
  if (kind === 'field') {
    return <Select label={`Value ${number}`} options={fields} {...register(`rows.${at}.field`)} />;
  }
  return (
    <TextArea
      label={`Values ${number}`}
      help="One a line."
      rows={3}
      error={errors?.values?.message}
      {...register(`rows.${at}.values`)}
    />
  );
}

/** What is wrong is said while it is typed, with the place. */
function ExpressionField({
  at,
  error,
}: {
  readonly at: number;
  readonly error?: string | undefined;
}) {
  const { register, control } = useFormContext<MappingsDraft>();
  const text = useWatch({ control, name: `rows.${at}.expression` });
  const problem = text.trim() === '' ? undefined : problemOf(text.trim());
  return (
    <TextField
      label={`Expression ${String(at + 1)}`}
      mono
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      placeholder='lower(before(user.email, "@"))'
      error={problem ?? error}
      {...register(`rows.${at}.expression`)}
    />
  );
}

function problemOf(text: string): string | undefined {
  try {
    parseExpression(text);
    return undefined;
  } catch (error) {
    return error instanceof ExpressionProblem ? error.message : 'This cannot be read.';
  }
}
