import { expect, test } from 'vitest';
import { withoutSection } from './withoutSection';

test('a section goes to the next of its rank', () => {
  const page = '# A\n\nText\n\n## Settings\n\n| a |\n### More\n\n## Notes\n\n- one\n';
  expect(withoutSection(page, 'Settings')).toBe('# A\n\nText\n\n## Notes\n\n- one\n');
  expect(withoutSection(page, 'Other')).toBe(page);
});
