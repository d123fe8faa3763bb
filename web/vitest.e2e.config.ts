import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Each file has a server of its own; two at a time is what the smallest machine bears.
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: { include: ['e2e/**/*.e2e.ts'], environment: 'node', testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 },
});
