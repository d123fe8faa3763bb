/** The steps of the guide, as they stand in the address. */
export const steps = ['source', 'send', 'destination', 'deliver', 'done'] as const;

export type Step = (typeof steps)[number];

/** Where somebody is in the guide: all of it is in the address, so it goes on where it was left. */
export type Search = { step?: Step; type?: string; source?: string; sdk?: string };

const isStep = (value: unknown): value is Step => steps.some((step) => step === value);

/** Reads the address. Without a source there is only the first step. */
export function readSearch(search: Record<string, unknown>): Search {
  const text = (key: 'type' | 'source' | 'sdk') => (typeof search[key] === 'string' && search[key] !== '' ? { [key]: search[key] } : {});
  const found: Search = { ...text('type'), ...text('source'), ...text('sdk') };
  return isStep(search.step) && found.source !== undefined ? { ...found, step: search.step } : found;
}

/** The step to show. */
export const stepOf = ({ step, source }: Search): Step => (source === undefined ? 'source' : (step ?? 'send'));
