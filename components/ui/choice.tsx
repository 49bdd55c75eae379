import clsx from 'clsx';
import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';

interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

function Choice({ kind, label, help, className, ...input }: ChoiceProps & { kind: string }) {
  const id = useId();
  const hasHelp = help !== undefined && help !== null;
  return (
    <div className={clsx('flex gap-2.5', className)}>
      <input
        {...input}
        type={kind}
        id={id}
        aria-describedby={hasHelp ? `${id}-help` : undefined}
        className="accent-accent-solid mt-[3px] size-4 shrink-0"
      />
      <div className="flex min-w-0 flex-col gap-0.5">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hasHelp && (
          <div id={`${id}-help`} className="text-ink-muted text-xs">
            {help}
          </div>
        )}
      </div>
    </div>
  );
}

/** One of several; put them in a {@link ChoiceGroup} and give all the same `name`. */
export function Radio(props: ChoiceProps) {
  return <Choice kind="radio" {...props} />;
}

/** Yes or no, by itself or one of many. */
export function Checkbox(props: ChoiceProps) {
  return <Choice kind="checkbox" {...props} />;
}

export interface ChoiceGroupProps {
  readonly legend: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A question with several answers below it. */
export function ChoiceGroup({ legend, help, error, children }: ChoiceGroupProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {help !== undefined && <div className="text-ink-muted -mt-0.5 text-xs">{help}</div>}
      {children}
      {error !== undefined && (
        <p role="alert" className="text-danger flex gap-1.5 text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
