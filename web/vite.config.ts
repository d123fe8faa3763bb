import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env.PINTLE ?? 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { outDir: '../artifacts/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 800 },
  // While developing: the API of a running Pintle.
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: true } } },
  test: { environment: 'jsdom', setupFiles: ['./src/app/testing/setup.ts'], restoreMocks: true, css: false },
});
