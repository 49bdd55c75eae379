import clsx from 'clsx';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { readTheme, themeCookieName } from '@/components/shell/theme';
import { liveRegionId } from '@/components/ui/announce';
import { findTenant } from '@/lib/auth/tenant';
import './globals.css';

export const dynamic = 'force-dynamic';

const geist = localFont({
  src: '../public/fonts/geist-latin.woff2',
  variable: '--font-geist',
  weight: '400 600',
});

const geistMono = localFont({
  src: '../public/fonts/geist-mono-latin.woff2',
  variable: '--font-geist-mono',
  weight: '400',
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: 'AdminX', template: '%s · AdminX' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** The document around every page: theme from the cookie, the tenant's colour, fonts, live region. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookieName)?.value);
  // Without a database there is no colour; the page itself says what is wrong.
  const tenant = await findTenant().catch(() => null);
  const accent = tenant?.accentColor?.slice(1);
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={clsx(geist.variable, geistMono.variable)}
    >
      <head>
        {accent !== undefined && <link rel="stylesheet" href={`/api/branding/accent/${accent}`} />}
      </head>
      <body>
        {children}
        <div id={liveRegionId} aria-live="polite" className="sr-only" />
      </body>
    </html>
  );
}
