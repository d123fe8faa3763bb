// Starts the app once the page's mark is painted: else, on a slow computer, the mark would be painted after it.
(function () {
  const { app } = document.currentScript.dataset;
  function start() {
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', crossOrigin: 'anonymous', src: app }));
  }

  // What nobody sees is not painted.
  if (document.hidden) {
    start();
  } else {
    requestAnimationFrame(() => setTimeout(start));
  }
})();
