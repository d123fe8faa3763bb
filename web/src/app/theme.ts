import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const sea: MantineColorsTuple = ['#e3fafc', '#c9f0f4', '#99e0e8', '#66cfdb', '#3ebfd0', '#22b0c4', '#0f97ab', '#0b7285', '#085d6d', '#044653'];

/** Marks that can be told from what is behind them (WCAG: three to one); the library's own of these colours are too pale or too dark. */
const marks: Readonly<Record<string, string>> = { gray: 'var(--mantine-color-dimmed)', red: 'var(--mantine-color-error)', yellow: 'var(--pintle-color-paused)' };

export const theme = createTheme({
  primaryColor: 'sea',
  // Dark enough for white text upon it (WCAG AA).
  primaryShade: { light: 7, dark: 7 },
  colors: { sea },
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  // Who has asked the system for less movement gets none.
  respectReducedMotion: true,
  components: {
    // By name: the components themselves come when they are shown.
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // The library's own is the colour of a card in the dark.
    Code: { vars: () => ({ root: { '--code-bg': 'var(--pintle-color-code)' } }) },
    Badge: { vars: (_: unknown, { color = '' }: { color?: string }) => ({ root: color in marks ? { '--badge-dot-color': marks[color] } : {} }) },
    // Room for a scrollbar below only where there is one.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { offsetScrollbars: 'present' } } },
  },
});

/** Code that stands out, quiet and alarming text that can still be read (WCAG AA), and what is disabled, which can be seen; the library's own is too pale. */
export const colours: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: { '--pintle-color-code': colors.gray[1], '--pintle-color-paused': '#8a5a00', '--mantine-color-dimmed': colors.gray[7], '--mantine-color-placeholder': colors.gray[6], '--mantine-color-error': colors.red[9], '--mantine-color-disabled-color': colors.gray[6] },
  dark: { '--pintle-color-code': colors.dark[8], '--pintle-color-paused': colors.yellow[5], '--mantine-color-dimmed': colors.dark[1], '--mantine-color-placeholder': colors.dark[2], '--mantine-color-error': colors.red[5], '--mantine-color-disabled-color': colors.dark[2] },
});
