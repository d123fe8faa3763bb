import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Measures: alone on the machine, and never as a part of the tests.
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: { include: ['budget/**/*.budget.ts'], environment: 'node', testTimeout: 180_000, hookTimeout: 120_000, maxWorkers: 1 },
});
