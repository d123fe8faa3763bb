import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { codeSplitting } from './bundle/chunks.ts';
import { compressed } from './bundle/compressed.ts';
import { firstPaint } from './bundle/first-paint.ts';

const server = process.env.PINTLE ?? 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react(), firstPaint(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../artifacts/web',
    emptyOutDir: true,
    target: 'es2022',
    // The largest is the code editor's reader of TypeScript, which comes when somebody looks at code.
    chunkSizeWarningLimit: 7_500,
    // Every browser that the app's JavaScript runs in preloads modules itself.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting }, checks: { pluginTimings: false } },
  },
  // While developing: the API of a running Pintle.
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: true } } },
  test: { environment: 'jsdom', setupFiles: ['./src/app/testing/setup.ts'], restoreMocks: true, css: false },
});
