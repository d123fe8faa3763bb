import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithOxc, type Plugin, type Rolldown } from 'vite';

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*>/g;
const SCRIPT = /\s*<script type="module"[^>]*src="([^"]*)"[^>]*><\/script>/;
const START = 'start.js';
const ROOT = /\s*<div id="root"><\/div>/;

/**
 * The mark of the page is painted before the app's styles and scripts are there: they come after it, in the body, and `start.ts` starts the app when it is painted.
 * Styles before the root, where the component library writes those that overrule them. What the first screens share comes with the app, not when it asks for it.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    async buildStart() {
      const file = fileURLToPath(new URL('start.ts', import.meta.url));
      this.emitFile({ type: 'asset', name: START, source: (await transformWithOxc(await readFile(file, 'utf8'), file)).code });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (page, { bundle = {} }) => {
        const app = SCRIPT.exec(page)?.[1];
        if (app === undefined) {
          throw new Error('The page has no script of the app.');
        }

        const preloads = [app, fileOf(bundle, 'first')].map((file) => `\n    <link rel="modulepreload" crossorigin href="${file}">`).join('');
        const styles = (page.match(STYLESHEET) ?? []).join('');
        return page.replace(STYLESHEET, '').replace(SCRIPT, '').replace(ROOT, (root) => `${styles}${root}\n    <script type="module" async crossorigin src="${fileOf(bundle, START)}" data-app="${app}"></script>${preloads}`);
      },
    },
  };
}

function fileOf(bundle: Rolldown.OutputBundle, name: string): string {
  const file = Object.values(bundle).find((one) => (one.type === 'chunk' ? one.name === name : one.names.includes(name)));
  if (file === undefined) {
    throw new Error(`The build has no file ${name}.`);
  }

  return `/${file.fileName}`;
}
