import type { Plugin } from 'vite';

const STYLESHEET = /\s*<link rel="stylesheet"[^>]*>/g;
const SCRIPT = /\s*<script type="module"[^>]*><\/script>/g;
const ROOT = /\s*<div id="root"><\/div>/;

/**
 * The mark of the page is painted before the app's styles and scripts are there: they come after it, in the body.
 * Styles before the root, where the component library writes those that overrule them.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (page) => {
        const [styles, scripts] = [STYLESHEET, SCRIPT].map((what) => (page.match(what) ?? []).join(''));
        return page.replace(STYLESHEET, '').replace(SCRIPT, '').replace(ROOT, (root) => `${styles ?? ''}${root}${scripts ?? ''}`);
      },
    },
  };
}
