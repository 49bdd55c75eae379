import type { ErrorEntries } from './entry';

/** Refusals about messages. */
export const mailErrors = {
  'mail.not_configured': {
    status: 409,
    message: 'No mail server is set up, so nothing can be sent. The operator sets ADMINX_SMTP_URL.',
  },
  'mail.not_found': { status: 404, message: 'This message does not exist.' },
  'mail.not_waiting': {
    status: 409,
    message: 'This message does not wait any more: it was sent or given up.',
  },
} as const satisfies ErrorEntries;
