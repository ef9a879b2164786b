import { createTheme } from '@mantine/core';

/** theme is what differs from Mantine's own: the system's fonts, smaller type, and a ring around what has the focus. */
export const theme = createTheme({
  primaryColor: 'indigo',
  // The greys of the dark scheme, as in globals.css: from text to the page.
  colors: {
    dark: [
      '#e6e9ee',
      '#b9c1cd',
      '#9aa4b3',
      '#7b8594',
      '#2f3541',
      '#262b35',
      '#1f232b',
      '#171a20',
      '#101216',
      '#0c0e11',
    ],
  },
  primaryShade: 7,
  fontFamily: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
});
