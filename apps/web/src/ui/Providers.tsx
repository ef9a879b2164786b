'use client';

import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { TrpcProvider } from '../trpc/client.tsx';
import { theme } from './theme.ts';

/** Providers gives every page its theme and its line to the server. */
export function Providers({
  nonce,
  children,
}: {
  nonce: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce ? () => nonce : undefined}>
      <TrpcProvider>{children}</TrpcProvider>
    </MantineProvider>
  );
}
