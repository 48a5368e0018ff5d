import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where commands, queries and the mailbox answer while the client is developed: the gateway of a running system. */
const behind = process.env.GATEWAY_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // Everything comes from the own origin, as files: the gateway's content security policy allows nothing else.
  // In one piece: React, its router and Redux are four fifths of it, and a page that comes later can be missing later.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/commands': behind, '/queries': behind, '/mailbox': behind } },
});
