'use client';

import { useState } from 'react';
import type { LoginWarning } from '@/lib/schemas/users';

/** Warnings about a login, which hold only for the login they were given for. */
export function useLoginWarnings(login: string) {
  const [warned, setWarned] = useState<{ login: string; warnings: readonly LoginWarning[] }>();
  const warnings = warned?.login === login.trim() ? warned.warnings : [];
  return {
    warnings,
    setWarnings: (next: readonly LoginWarning[], about: string) => {
      setWarned({ login: about.trim(), warnings: next });
    },
  };
}
