import '@mantine/core/styles.layer.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Providers } from '../ui/Providers.tsx';
import { Shell } from '../ui/Shell.tsx';

export const metadata: Metadata = { title: t('app.name'), description: t('app.description') };
export const viewport: Viewport = { colorScheme: 'light dark' };

/** RootLayout is rendered for each request: its scripts and styles carry the nonce of the request's policy. */
export default async function RootLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <Providers nonce={nonce}>
          <Shell>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
