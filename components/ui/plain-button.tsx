/**
 * Buttons that bring no router along: for error pages, and for the pages before the portal, which have to
 * be light. Everywhere else they are imported together with `ButtonLink`, from `button.tsx`.
 */
import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet';
export type ButtonSize = 'medium' | 'small';

export interface ButtonLook {
  /** `primary` once a page; `secondary` is the default; `quiet` has no border. */
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  /** A lucide icon element, drawn 16 pixels before the label. */
  readonly icon?: ReactNode;
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Shows a spinner, keeps the label, and ignores further presses. */
  readonly loading?: boolean | undefined;
}

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-accent-solid text-on-solid hover:bg-accent-solid-hover disabled:hover:bg-accent-solid',
  secondary: 'border-line-strong/60 bg-canvas text-ink hover:bg-sunken disabled:hover:bg-canvas',
  danger:
    'border-transparent bg-danger-solid text-on-solid hover:bg-danger-solid-hover disabled:hover:bg-danger-solid',
  quiet: 'border-transparent text-ink-muted hover:bg-sunken hover:text-ink',
};

const sizes: Record<ButtonSize, string> = {
  medium: 'min-h-9 px-3.5 py-1.5 text-sm pointer-coarse:min-h-11',
  small: 'min-h-7 px-2.5 py-1 text-xs pointer-coarse:min-h-9',
};

/** The classes of a button, for links that look like one. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonLook): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border text-center font-medium',
    // A label that names somebody may be longer than a phone is wide; a row of a table is not.
    'max-w-full wrap-anywhere [td_&]:whitespace-nowrap',
    'transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-60',
    '[&_svg]:size-4 [&_svg]:shrink-0',
    variants[variant],
    sizes[size],
  );
}

/** A button. Its label is a verb first: "Create rule", not "Submit". `type` is `button` unless said. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, loading = false, className, children, disabled, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || loading}
      aria-busy={loading || undefined}
      className={clsx(buttonClass({ variant, size }), className)}
    >
      {loading ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}

export interface ButtonAnchorProps extends ButtonLook, ComponentProps<'a'> {}

/** A plain anchor that looks like a button: downloads, other sites, new tabs. */
export function ButtonAnchor(props: ButtonAnchorProps) {
  const { variant, size, icon, className, children, ...rest } = props;
  return (
    <a {...rest} className={clsx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </a>
  );
}
