'use client';

import clsx from 'clsx';
import { useId, useState } from 'react';
import { chooseTheme, type Theme } from './theme';
import { themeOptions } from './theme-options';

export interface ThemeToggleProps {
  /** What the cookie says (`readTheme`). */
  readonly theme: Theme;
}

/** Light, dark or like the system, for pages without the portal's menu. */
export function ThemeToggle({ theme: initialTheme }: ThemeToggleProps) {
  const [theme, setTheme] = useState(initialTheme);
  const name = useId();
  return (
    <fieldset className="rounded-control border-line inline-flex border p-0.5">
      <legend className="sr-only">Theme</legend>
      {themeOptions.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'rounded-control has-focus-visible:outline-accent cursor-pointer px-2.5 py-1 text-xs has-focus-visible:outline-2',
            theme === option.value ? 'bg-sunken text-ink font-medium' : 'text-ink-muted',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={theme === option.value}
            onChange={() => {
              setTheme(option.value);
              chooseTheme(option.value);
            }}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
