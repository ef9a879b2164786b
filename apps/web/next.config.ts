import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The workspaces have no build step: Next compiles their TypeScript.
  transpilePackages: ['@laten/shared', '@laten/db', '@laten/model'],
  // Left as they are on disk: they load files of their own when they run.
  serverExternalPackages: ['pg', 'pg-boss', '@prisma/client', '@prisma/adapter-pg'],
  // `npm run typecheck` checks types, once for all workspaces; whoever only starts Laten does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it wherever no page has told them of the icon yet.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
};

export default config;
