import { createSpotlight } from '@mantine/spotlight';

/** Opens the palette, which itself comes after the page. */
export const [paletteStore, { open: openPalette }] = createSpotlight();
