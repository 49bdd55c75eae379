/** Where the objects of a set-up are found in Okta's Admin Console. */
export const menuPaths = {
  rule: 'Security → Identity Providers → Routing rules',
  idp: 'Security → Identity Providers',
  key: 'Security → Identity Providers',
  mapping: 'Directory → Profile Editor → Mappings',
} as const;
