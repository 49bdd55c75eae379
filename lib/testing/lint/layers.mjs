/** Who may import whom: the import matrix of ARCHITECTURE.md as settings of eslint-plugin-boundaries. */

/**
 * One folder, one layer. Patterns count from the root; the first that matches wins. Two folders of
 * one layer (two features, two routes) are two elements, so neither may import the other.
 */
export const layerElements = [
  // The parentheses of route groups are escaped: unescaped, the pattern would silently match nothing.
  layer('route', 'app/\\(*\\)/*'),
  layer('route', 'app/api/*'),
  layer('route', 'app/saml'),
  layer('app-root', 'app/\\(*\\)'),
  layer('app-root', 'app'),
  layer('ui', 'components/ui'),
  layer('shell', 'components/shell'),
  layer('component', 'components/*'),
  layer('service', 'lib/services/*'),
  ...[
    ...['saml', 'x509', 'webauthn', 'okta', 'net', 'crypto', 'mail', 'log', 'audit', 'db'],
    ...['auth', 'http', 'schemas', 'config', 'shared', 'server', 'testing'],
  ].map((name) => layer(name, `lib/${name}`)),
  layer('prisma', 'prisma'),
  layer('okta-sandbox', 'e2e/okta-sandbox'),
  layer('fixtures', 'e2e/fixtures'),
  layer('tools', 'e2e/tools'),
  layer('demo', 'e2e/demo'),
  layer('bench', 'e2e/bench'),
  layer('journeys', 'e2e/journeys'),
  layer('e2e-root', 'e2e'),
];

/** Files that are a layer of their own, and tests, which may import more than their folder may. */
export const layerFiles = [
  { category: 'proxy', pattern: 'proxy.ts' },
  { category: 'instrumentation', pattern: 'instrumentation.ts' },
  { category: 'instrumentation-client', pattern: 'instrumentation-client.ts' },
  { category: 'tool-settings', pattern: ['*.config.{js,mjs,ts}', 'next-env.d.ts'] },
  { category: 'test', pattern: '**/*.test.{ts,tsx}' },
];

const appMayImport = ['component', 'ui', 'shell', 'service', 'schemas', 'auth', 'http', 'config'];

/** Layer → the layers it may import. `shared` is allowed to everyone but the last five. */
const matrix = {
  'app-root': appMayImport,
  route: appMayImport,
  component: ['ui', 'shell', 'schemas'],
  ui: [],
  shell: ['ui'],
  service: [
    ...['saml', 'x509', 'webauthn', 'okta', 'net', 'crypto', 'audit', 'mail', 'db', 'schemas'],
    ...['config', 'log'],
  ],
  saml: ['schemas'],
  x509: ['schemas'],
  webauthn: ['schemas'],
  okta: ['net', 'schemas'],
  net: ['config', 'schemas'],
  crypto: ['config', 'schemas'],
  mail: ['config', 'schemas'],
  log: ['config', 'schemas'],
  audit: ['db', 'schemas'],
  db: ['crypto', 'config', 'log'],
  auth: ['db', 'crypto', 'config', 'schemas'],
  http: ['auth', 'schemas', 'config', 'log'],
  schemas: [],
  config: [],
  shared: [],
  server: ['service', 'auth', 'db', 'net', 'config', 'log'],
  prisma: ['db', 'crypto', 'config', 'schemas'],
  testing: ['db', 'crypto', 'config', 'schemas', 'auth', 'x509'],
};

/** The end-to-end side. The stand-in organisation imports nothing of ours, so it is not listed. */
const endToEndMatrix = {
  fixtures: ['testing', 'db', 'tools', 'okta-sandbox'],
  // The demo composes a whole installation, so it may reach what the launcher reaches.
  demo: [
    ...['fixtures', 'tools', 'okta-sandbox', 'server', 'service', 'db', 'audit', 'auth'],
    ...['crypto', 'x509', 'config', 'shared'],
  ],
  // The bench measures parts alone and the whole against them.
  bench: ['tools', 'testing', 'server', 'db', 'saml', 'x509', 'crypto', 'config', 'shared'],
  journeys: ['fixtures', 'tools'],
  'e2e-root': ['tools', 'server'],
};

/** What a test beside the code may import beyond what the code may. */
const testMatrix = {
  '*': ['testing', 'shared'],
  saml: ['x509'],
  webauthn: ['x509'],
  okta: ['okta-sandbox'],
  service: ['auth', 'okta-sandbox'],
  audit: ['auth'],
  server: ['crypto'],
  // The attack suite runs against the handlers of every route behind the launcher.
  'app-root': ['route', 'server', 'saml'],
};

/** @type {import('eslint-plugin-boundaries').DependenciesRuleOptions} */
export const layerPolicies = {
  default: 'disallow',
  // A local file no layer owns is a violation too, not a gap.
  checkUnknownLocals: true,
  message:
    '{{ from.element.types }} may not import {{ to.element.types }} (see the import matrix in ARCHITECTURE.md)',
  policies: [
    ...Object.entries(matrix).map(([from, to]) => allow(from, [...to, 'shared'])),
    ...Object.entries(endToEndMatrix).map(([from, to]) => allow(from, to)),
    // Use cases and the audit take an Actor: they may name its type, never make one.
    { ...allow('service', ['auth']), dependency: { kind: 'type' } },
    { ...allow('audit', ['auth']), dependency: { kind: 'type' } },
    ...Object.entries(testMatrix).map(([from, to]) => ({
      from: { element: { type: from }, file: { categories: 'test' } },
      allow: { to: { element: { type: to } } },
    })),
    {
      from: { file: { categories: 'proxy' } },
      allow: { to: { element: { type: ['shared', 'config'] } } },
    },
    {
      from: { file: { categories: 'instrumentation' } },
      allow: { to: { element: { type: [...matrix.server, 'shared'] } } },
    },
  ],
};

function allow(from, to) {
  return { from: { element: { type: from } }, allow: { to: { element: { type: to } } } };
}

function layer(type, pattern) {
  return { type, pattern, partialMatch: false };
}
