import type { ErrorEntries } from './entry';

/** Refusals of outbound requests. */
export const netErrors = {
  'net.address_forbidden': {
    status: 400,
    message: 'This address leads into a private network, so it is not contacted.',
  },
} as const satisfies ErrorEntries;
