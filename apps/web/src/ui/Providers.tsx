'use client';

import { MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { TrpcProvider } from '../trpc/client.tsx';
import { theme } from './theme.ts';

declare global {
  /** Where the library that stops a page from scrolling below a dialog looks for the nonce of its style element. */
  var __webpack_nonce__: string | undefined;
}

/** Providers gives every page its theme and its line to the server. */
export function Providers({
  nonce,
  children,
}: {
  nonce: string | undefined;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    globalThis.__webpack_nonce__ = nonce;
  }, [nonce]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce ? () => nonce : undefined}>
      <TrpcProvider>
        <LiveProvider>{children}</LiveProvider>
      </TrpcProvider>
    </MantineProvider>
  );
}
