import type { ReactNode } from 'react';

export interface FormPartProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Fields of a long form that belong together. */
export function FormPart({ title, children }: FormPartProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="mb-5 text-base font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}
