// In a layer: the app's own styles come before them, in whatever order files arrive.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './theme.css';
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
