/** @type {import('next').NextConfig} */
const nextConfig = {
  // Without this `next dev` writes instruction files into the tree.
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // Types are checked by `npm run check`; an installation without development packages still builds.
  typescript: { ignoreBuildErrors: true },
  // No picture here needs resizing, so the resizing endpoint stays closed.
  images: { unoptimized: true },
  // A page is loaded when it is first asked for: a start is over two seconds earlier.
  experimental: { preloadEntriesOnStart: false },
  turbopack: { root: import.meta.dirname },
  // Loaded by Node as they are: they find files beside themselves, keep state, or are not bundleable.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@okta/okta-sdk-nodejs',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/driver-adapter-utils',
    '@prisma/schema-engine-wasm',
    '@xmldom/xmldom',
    'nodemailer',
    'pg',
    'pglite-prisma-adapter',
    'pino',
    'samlify',
    'xml-crypto',
  ],
};

export default nextConfig;
