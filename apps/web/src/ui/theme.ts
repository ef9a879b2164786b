import { createTheme } from '@mantine/core';

/** theme is what differs from Mantine's own: the system's fonts, smaller type, and a ring around what has the focus. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 4 },
  fontFamily: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
});
