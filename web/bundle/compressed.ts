import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

// The highest takes ten times as long for a twentieth less: the first page is worth it, a code editor of megabytes is not.
const LARGE = 1 << 20;
const qualityFor = (file: Buffer) => ({ params: { [constants.BROTLI_PARAM_QUALITY]: file.length < LARGE ? 11 : 9 } });

/** Beside each file its compressed form: smaller than it could be made for each reader. */
export function compressed(): Plugin {
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
