import react from '@vitejs/plugin-react';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.PINTLE ?? 'http://127.0.0.1:8081';

// The highest takes ten times as long for a twentieth less: the first page is worth it, a code editor of megabytes is not.
const LARGE = 1 << 20;
const qualityFor = (file: Buffer) => ({ params: { [constants.BROTLI_PARAM_QUALITY]: file.length < LARGE ? 11 : 9 } });

/** Beside each file its compressed form: smaller than it could be made for each reader. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle: async ({ dir = '' }, bundle) => {
      const names = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const file = await readFile(join(dir, name));
          await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(file, qualityFor(file)));
        }),
      );
    },
  };
}

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The largest is the code editor's reader of TypeScript, which comes when somebody looks at code.
  build: { outDir: '../artifacts/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 7_500 },
  // While developing: the API of a running Pintle.
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: true } } },
  test: { environment: 'jsdom', setupFiles: ['./src/app/testing/setup.ts'], restoreMocks: true, css: false },
});
