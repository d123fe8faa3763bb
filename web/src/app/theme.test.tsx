import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { colours, theme } from './theme';

test('the variables of the theme, worked out ahead, are those of the theme', async () => {
  const page = renderToStaticMarkup(
    <MantineProvider theme={theme} cssVariablesResolver={colours}>
      {null}
    </MantineProvider>,
  );
  const variables = /<style data-mantine-styles="true">(.*?)<\/style>/s.exec(page)?.[1] ?? '';
  expect(variables).toContain('--mantine-color-sea-6');
  const lines = variables.replaceAll(/[{;}]/g, (mark) => `${mark}\n`);
  await expect(`/* Of theme.ts; written by its test: ./dev accept. */\n${lines}`).toMatchFileSnapshot('./theme.css');
});
