/** An event of each type, as a small shop sends it. */
export const samples = {
  track: {
    type: 'track',
    userId: 'ada',
    event: 'Order Completed',
    properties: { order_id: 'o-1001', total: 42.5, currency: 'EUR', products: [{ product_id: 'p-7', name: 'Teapot', price: 42.5, quantity: 1 }] },
    context: { traits: { email: 'ada@shop.example' }, ip: '192.0.2.1', userAgent: 'Mozilla/5.0', library: { name: 'test' } },
  },
  identify: {
    type: 'identify',
    userId: 'ada',
    context: { traits: { email: 'ada@shop.example', firstName: 'Ada', lastName: 'Lovelace', plan: 'pro' } },
    traits: { email: 'ada@shop.example', firstName: 'Ada', lastName: 'Lovelace', plan: 'pro' },
  },
  page: { type: 'page', userId: 'ada', name: 'Home', properties: { url: 'https://shop.example/', path: '/', title: 'Home', referrer: '' } },
  screen: { type: 'screen', userId: 'ada', name: 'Basket', properties: { items: 2 } },
  group: { type: 'group', userId: 'ada', groupId: 'engines', traits: { name: 'Analytical Engines', employees: 12 } },
  alias: { type: 'alias', userId: 'ada', previousId: 'visitor-1' },
} as const;

export type SampleType = keyof typeof samples;

/** The types whose samples a kind of destination takes; none listed: all of them. */
export function samplesFor(eventTypes: readonly string[]): SampleType[] {
  const all = Object.keys(samples) as SampleType[];
  return eventTypes.length === 0 ? all : all.filter((type) => eventTypes.includes(type));
}

/** An event as a person wrote it, or what is wrong with the text. */
export function readEvent(text: string): { event: unknown } | { problem: string } {
  try {
    return { event: JSON.parse(text) as unknown };
  } catch (wrong) {
    return { problem: `This is not JSON: ${wrong instanceof Error ? wrong.message : String(wrong)}` };
  }
}
