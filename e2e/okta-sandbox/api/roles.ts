/**
 * Which administrator roles may do what. Okta publishes this for few operations; the rest is what
 * its documentation and reports of refusals suggest, on the strict side.
 */
export const READERS = ['SUPER_ADMIN', 'ORG_ADMIN', 'APP_ADMIN', 'READ_ONLY_ADMIN'];
export const ORG_MANAGERS = ['SUPER_ADMIN', 'ORG_ADMIN'];
export const APP_MANAGERS = ['SUPER_ADMIN', 'APP_ADMIN'];
export const SUPER_ONLY = ['SUPER_ADMIN'];
export const USER_READERS = [...READERS, 'USER_ADMIN', 'HELP_DESK_ADMIN', 'GROUP_MEMBERSHIP_ADMIN'];
export const LOG_READERS = ['SUPER_ADMIN', 'ORG_ADMIN', 'READ_ONLY_ADMIN', 'REPORT_ADMIN'];
/** Any live token, whatever its owner's roles. */
export const ANY_TOKEN: string[] | null = null;
