import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { router } from './routes';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no element #root.');
}

// The page shows the app's mark meanwhile, and then the screen itself. (Awaited here, the screens' files would wait for this one, and it for them.)
void router.load().then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
