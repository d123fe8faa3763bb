import { expect, test } from 'vitest';
import type { DestinationDefinitionEntry } from '@/api/generated/schema';
import { countsOf, find } from './find';

const kind = (name: string, displayName: string, category: DestinationDefinitionEntry['category'], synonyms: string[] = []): DestinationDefinitionEntry => ({
  name, displayName, category, synonyms, aliases: [], docs: '', eventTypes: [], batching: false, modes: ['cloud'], icon: '',
});
const all = [kind('SLACK', 'Slack', 'teamChat', ['chat']), kind('GA4', 'Google Analytics 4 (GA4)', 'analytics', ['gtag']), kind('POSTHOG', 'PostHog', 'analytics'), kind('MAILCHIMP', 'Mailchimp', 'marketing', ['email', 'chat'])];

test('a kind is found by its name, a word of it, other words for it and its category', () => {
  const names = (search: string) => find(all, search).map((t) => t.name);
  expect(names('slack')).toEqual(['SLACK']);
  expect(names('hog')).toEqual(['POSTHOG']);
  expect(names('analytics')).toEqual(['GA4', 'POSTHOG']);
  expect(names('E-Mail')).toEqual(['MAILCHIMP']);
  expect(names('email')).toEqual(['MAILCHIMP']);
  expect(names('google gtag')).toEqual(['GA4']);
  expect(names('')).toEqual(['GA4', 'MAILCHIMP', 'POSTHOG', 'SLACK']);
});

test('categories are counted, the most first', () => {
  expect(countsOf(all)).toEqual([
    { category: 'analytics', count: 2 },
    { category: 'marketing', count: 1 },
    { category: 'teamChat', count: 1 },
  ]);
});
