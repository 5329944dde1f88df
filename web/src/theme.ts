import { createTheme } from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  // A little blue, as the rest of the page in the dark.
  colors: {
    dark: [
      '#e8ebf1',
      '#c3cad8',
      '#a4adbd',
      '#7d879a',
      '#4a5364',
      '#343b49',
      '#262c38',
      '#1a1e26',
      '#12151b',
      '#0c0f15',
    ],
  },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  focusRing: 'always',
});
