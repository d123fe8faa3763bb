import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import { router } from './routes';
import { theme } from './theme';
import { Toasts } from './Toasts';

/** The theme's variables are in theme.css: worked out here, they would cost the first paint. */
export function App() {
  return (
    <MantineProvider theme={theme} withCssVariables={false} defaultColorScheme="auto">
      <Toasts />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
