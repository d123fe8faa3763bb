import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env.PINTLE ?? 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The largest is the code editor's reader of TypeScript, which comes when somebody looks at code.
  build: { outDir: '../artifacts/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 7_500 },
  // While developing: the API of a running Pintle.
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: true } } },
  test: { environment: 'jsdom', setupFiles: ['./src/app/testing/setup.ts'], restoreMocks: true, css: false },
});
