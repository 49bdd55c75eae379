import clsx from 'clsx';
import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';

export interface FieldText {
  readonly label: string;
  /** One or two sentences under the label. */
  readonly help?: ReactNode;
  /** What is wrong, in words that mend it. */
  readonly error?: string | undefined;
  /** Marks the field "(optional)"; everything else is required. */
  readonly optional?: boolean | undefined;
}

/** What a control needs to be tied to its label, help and error. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export interface FieldProps extends FieldText {
  readonly id?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** Label, help and error around any control; the ready-made fields below are built on it. */
function Field({ id, label, help, error, optional, children }: FieldProps) {
  const generatedId = useId();
  const controlId = id ?? generatedId;
  const hasHelp = help !== undefined && help !== null;
  const describedBy = clsx(hasHelp && `${controlId}-help`, error && `${controlId}-error`);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={controlId} className="text-sm font-medium">
        {label}
        {optional === true && <span className="text-ink-muted font-normal"> (optional)</span>}
      </label>
      {hasHelp && (
        <div id={`${controlId}-help`} className="text-ink-muted text-xs">
          {help}
        </div>
      )}
      {children({
        id: controlId,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      <FieldError id={`${controlId}-error`} error={error} />
    </div>
  );
}

function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p id={id} role="alert" className="text-danger flex gap-1.5 text-xs">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {error}
    </p>
  );
}

const controlClass = clsx(
  'w-full rounded-control border border-line-strong bg-canvas px-3 text-sm text-ink',
  'placeholder:text-ink-muted disabled:cursor-not-allowed disabled:bg-sunken',
  'aria-invalid:border-danger',
  // iOS zooms into controls whose text is smaller than 16 pixels.
  'pointer-coarse:text-base',
);

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'>, FieldText {
  readonly id?: string | undefined;
  /** Identifiers, URLs, fingerprints. */
  readonly mono?: boolean | undefined;
}

/** A one-line text field; spread `register('name')` of react-hook-form on it. */
export function TextField(props: TextFieldProps) {
  const { label, help, error, optional, mono, className, id, ...input } = props;
  return (
    <Field id={id} label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <input
          type="text"
          {...input}
          {...control}
          className={clsx(
            controlClass,
            'h-9 pointer-coarse:h-11',
            mono === true && 'font-mono',
            className,
          )}
        />
      )}
    </Field>
  );
}

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'>, FieldText {
  readonly id?: string | undefined;
  readonly mono?: boolean | undefined;
}

/** A text field of several lines. */
export function TextArea(props: TextAreaProps) {
  const { label, help, error, optional, mono, className, id, ...textarea } = props;
  return (
    <Field id={id} label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <textarea
          rows={4}
          {...textarea}
          {...control}
          className={clsx(controlClass, 'py-2', mono === true && 'font-mono text-xs', className)}
        />
      )}
    </Field>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends Omit<ComponentProps<'select'>, 'id' | 'children'>, FieldText {
  readonly id?: string | undefined;
  readonly options: readonly SelectOption[];
}

/** The browser's own select: works everywhere, also without script. */
export function Select(props: SelectProps) {
  const { label, help, error, optional, options, className, id, ...select } = props;
  return (
    <Field id={id} label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <select
          {...select}
          {...control}
          className={clsx(controlClass, 'h-9 pointer-coarse:h-11', className)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
