import type { ErrorEntries } from './entry';

/** Refusals of the operator's command line, which shows the private sentence where there is one. */
export const operatorErrors = {
  'operator.no_first_tenant': {
    status: 409,
    message:
      'AdminX has no first owner yet. Start it, open the one-time link it prints, then make further tenants.',
  },
  'operator.url_refused': { status: 400, message: 'This cannot be the public URL of a tenant.' },
  'operator.tenant_exists': { status: 409, message: 'A tenant has this host name already.' },
  'operator.tenant_unknown': {
    status: 404,
    message: 'No tenant has this public URL. `npm run adminx -- tenant list` shows them.',
  },
  'operator.person_unknown': { status: 404, message: 'No owner of this tenant has this login.' },
  'operator.owner_disabled': {
    status: 409,
    message:
      'This owner is disabled. Leave --login out and make another owner, who can enable them.',
  },
  'operator.backup_refused': { status: 409, message: 'This back-up cannot be restored here.' },
  'operator.key_refused': { status: 409, message: 'The master key cannot be changed to this one.' },
  'operator.self_test_running': {
    status: 409,
    message:
      'A self-test of this tenant is running. Wait for its end; one that was killed counts as ended after two minutes.',
  },
  'operator.attack_unknown': {
    status: 400,
    message: 'There is no attack of this id. SECURITY.md lists them.',
  },
  'operator.no_server': {
    status: 503,
    message: 'No AdminX answers on this machine. Start it, then run the self-test beside it.',
  },
} as const satisfies ErrorEntries;
