import type { ErrorEntries } from './entry';

/** Refusals about custom applications. */
export const applicationErrors = {
  'applications.entity_id_taken': {
    status: 409,
    message: 'Another application here has this entity ID already. Each application has its own.',
  },
  'applications.changed_meanwhile': {
    status: 409,
    message:
      'Somebody changed this application meanwhile. Nothing was saved, and what you typed is still here. Look at what is stored now, then save again.',
  },
  'applications.signing_certificate_unusable': {
    status: 400,
    message:
      'A signing certificate cannot be used. Paste whole certificates with an RSA key of at least 2048 bits.',
  },
  'applications.encryption_certificate_unusable': {
    status: 400,
    message:
      'The encryption certificate cannot be used. Paste one whole certificate with an RSA key of at least 2048 bits.',
  },
  'applications.name_not_confirmed': {
    status: 400,
    message: 'Type the name of the application to confirm. Nothing was changed.',
  },
  'applications.person_not_found': {
    status: 404,
    message: 'Nobody here has this login. Check it for a typing mistake.',
  },
} as const satisfies ErrorEntries;
