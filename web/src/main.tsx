import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api.ts';
import { router } from './router.tsx';
import './page.css';
import { theme } from './theme.ts';

const FRESH = 5000; // ms
const RETRIES = 2;

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // A session that ended anywhere ends everywhere.
      if (error instanceof ApiError && error.status === 401) client.setQueryData(['me'], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH,
      retry: (failures, error) =>
        failures < RETRIES && !(error instanceof ApiError && error.status >= 400),
    },
  },
});

/** As Vite writes it down; the server puts another one into each page. */
function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

const page = document.querySelector('#page');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
