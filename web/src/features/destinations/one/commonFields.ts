import type { FormField } from '@/api/generated/schema';

/** Settings that every kind of destination has, beside its own. */
export const filterFields: readonly FormField[] = [
  {
    key: 'eventFilteringOption',
    label: 'Track events',
    kind: 'choice',
    help: 'SDKs and the data plane hold the others back. Other types of events are not looked at.',
    default: 'disable',
    choices: [
      { value: 'disable', label: 'All' },
      { value: 'whitelistedEvents', label: 'Only those of a list' },
      { value: 'blacklistedEvents', label: 'All but those of a list' },
    ],
  },
  { key: 'whitelistedEvents', label: 'Events to deliver', kind: 'names', item: 'eventName', help: 'Names of track events.', example: 'Order Completed', when: { key: 'eventFilteringOption', values: ['whitelistedEvents'] } },
  { key: 'blacklistedEvents', label: 'Events to hold back', kind: 'names', item: 'eventName', help: 'Names of track events.', example: 'Mouse Moved', when: { key: 'eventFilteringOption', values: ['blacklistedEvents'] } },
];

export const consentFields: readonly FormField[] = [
  {
    key: 'consentManagement',
    label: 'Consent that is needed',
    kind: 'rows',
    help: 'An event goes to this destination only when the person has given it. Without an entry, every event goes.',
    columns: [
      {
        key: 'provider',
        label: 'Provider',
        kind: 'choice',
        choices: [
          { value: 'oneTrust', label: 'OneTrust' },
          { value: 'ketch', label: 'Ketch' },
          { value: 'iubenda', label: 'iubenda' },
          { value: 'custom', label: 'Another' },
        ],
      },
      {
        key: 'resolutionStrategy',
        label: 'How many of them',
        kind: 'choice',
        help: 'Of another provider; the others bring their own rule.',
        choices: [
          { value: 'and', label: 'All' },
          { value: 'or', label: 'One is enough' },
        ],
      },
      { key: 'consents', label: 'Categories or purposes', kind: 'names', item: 'consent', example: 'analytics' },
    ],
  },
];

// Before consentManagement; shown where they are in use.
const former: readonly FormField[] = [
  { key: 'oneTrustCookieCategories', label: 'OneTrust cookie categories', kind: 'names', item: 'oneTrustCookieCategory' },
  { key: 'ketchConsentPurposes', label: 'Ketch consent purposes', kind: 'names', item: 'purpose' },
  { key: 'iubendaConsentPurposes', label: 'iubenda consent purposes', kind: 'names', item: 'purpose' },
];

/** Former consent settings that a destination has. */
export function formerConsentOf(settings: Readonly<Record<string, unknown>>): FormField[] {
  return former.filter((field) => Array.isArray(settings[field.key]) && (settings[field.key] as unknown[]).length > 0);
}
