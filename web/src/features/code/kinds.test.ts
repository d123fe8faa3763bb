import { expect, test } from 'vitest';
import type { CodeView } from '@/api/generated/schema';
import { found, stateOf } from './kinds';

const code = (name: string, published: string | null): CodeView => ({
  id: `tr_${name}`,
  name,
  description: '',
  importName: null,
  publishedVersionId: published,
  newestVersionId: 'v2',
  language: 'javascript',
  destinations: [],
  importedBy: [],
  createdBy: null,
  createdAt: '',
  updatedAt: '',
  deletedAt: null,
  version: 1,
});

test('a newer version than the published one is a draft', () => {
  expect(stateOf(code('a', null))).toBe('draft');
  expect(stateOf(code('a', 'v1'))).toBe('changed');
  expect(stateOf(code('a', 'v2'))).toBe('published');
});

test('they are found by text and state', () => {
  const all = [code('Mask', 'v2'), code('Drop bots', null)];
  expect(found(all, 'BOTS', undefined).map((c) => c.name)).toEqual(['Drop bots']);
  expect(found(all, '', 'published').map((c) => c.name)).toEqual(['Mask']);
  expect(found(all, 'bots', 'published')).toEqual([]);
});
