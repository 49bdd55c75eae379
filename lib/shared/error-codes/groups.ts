import type { ErrorEntries } from './entry';

/** Refusals about groups. */
export const groupErrors = {
  'groups.not_found': { status: 404, message: 'This group does not exist.' },
  'groups.name_taken': {
    status: 409,
    message: 'A group has this name already. Capital letters do not tell two groups apart.',
  },
} as const satisfies ErrorEntries;
