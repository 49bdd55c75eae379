'use client';

import type { ComponentProps, ReactNode } from 'react';
import type { FieldErrors, FieldPath, FieldValues, UseFormRegister } from 'react-hook-form';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { LoginWarning } from '@/lib/schemas/users';
import type { Route } from 'next';

/** Errors by field, as next-safe-action returns them. */
export type UserFormErrors = { readonly _errors?: string[] } & Readonly<
  Partial<
    Record<
      'firstName' | 'lastName' | 'login' | 'email' | 'role' | 'acceptsWarnings' | 'userId',
      { readonly _errors?: string[] }
    >
  >
>;

interface NameFields extends FieldValues {
  firstName: string;
  lastName: string;
  login: string;
  email: string;
}

export interface UserFieldsProps<Fields extends NameFields> {
  readonly register: UseFormRegister<Fields>;
  readonly errors: FieldErrors<Fields>;
  /** The login somebody else has already. */
  readonly takenMessage: string | undefined;
  readonly loginHelp: ReactNode;
}

/** Names, login and e-mail address of a person. */
export function UserFields<Fields extends NameFields>(props: UserFieldsProps<Fields>) {
  const { register, errors, takenMessage } = props;
  const field = (
    name: keyof NameFields & string,
  ): Pick<ComponentProps<typeof TextField>, 'error'> => {
    const message = errors[name]?.message;
    return {
      error: typeof message === 'string' ? message : undefined,
      // A form of people has these four fields, whatever else it has.
      ...register(name as FieldPath<Fields>),
    };
  };
  const login = field('login');
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField label="First name" autoComplete="off" {...field('firstName')} />
        <TextField label="Last name" autoComplete="off" {...field('lastName')} />
      </div>
      <TextField
        label="Login"
        help={props.loginHelp}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...login}
        error={login.error ?? takenMessage}
      />
      <TextField
        label="E-mail address"
        help="Leave it empty if it is the same as the login."
        optional
        type="email"
        autoComplete="off"
        {...field('email')}
      />
    </>
  );
}

/** Why the login deserves a second look; the button of the form then says that it had one. */
export function LoginWarnings({ warnings }: { readonly warnings: readonly LoginWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warning" live="alert" title="Look at the login again">
      {warnings.map((warning) =>
        warning.kind === 'looks_like' ? (
          <p key={warning.userId}>
            It looks like the login of somebody else:{' '}
            <TextLink href={`/users/${warning.userId}` as Route}>{warning.login}</TextLink>. People
            may take one for the other.
          </p>
        ) : (
          <p key="mixed">
            It mixes {joinWords(warning.scripts)} letters. Some of them look alike, which is how one
            login is made to look like another.
          </p>
        ),
      )}
      <p>Nothing is stored yet. Correct the login, or go on if it is right.</p>
    </Notice>
  );
}

function joinWords(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}
