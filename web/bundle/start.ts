// Starts the app once the page's mark is painted: else, on a slow computer, the mark would be painted after it.
const app = document.querySelector<HTMLElement>('[data-app]')?.dataset.app;

function start() {
  if (app !== undefined) {
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', crossOrigin: 'anonymous', src: app }));
  }
}

// What nobody sees is not painted.
if (document.hidden) {
  start();
} else {
  requestAnimationFrame(() => setTimeout(start));
}
