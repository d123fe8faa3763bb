import type { JsonObject } from './outcome';

const common = {
  anonymousId: '6fb7c1f0-52a4-4cf1-a2a7-9d1a3c1b7e55',
  channel: 'web',
  originalTimestamp: '2026-01-31T08:00:00.000Z',
  sentAt: '2026-01-31T08:00:01.000Z',
  context: {
    ip: '203.0.113.7',
    locale: 'en-GB',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    traits: { email: 'ada@example.com', firstName: 'Ada', country: 'GB', plan: 'pro' },
    page: { path: '/thanks', url: 'https://shop.example.com/thanks?utm_source=news', referrer: '', title: 'Thank you' },
  },
};

/** One event of each type, as an SDK sends it. */
export const samples: Readonly<Record<string, JsonObject>> = {
  track: {
    type: 'track',
    messageId: 'sample-track',
    userId: 'user-1',
    event: 'Order Completed',
    ...common,
    properties: { order_id: 'o-1', revenue: 42.5, currency: 'EUR', products: [{ product_id: 'p-1', quantity: 2, price: 21.25 }] },
  },
  identify: { type: 'identify', messageId: 'sample-identify', userId: 'user-1', ...common, traits: { email: 'ada@example.com', plan: 'pro' } },
  page: { type: 'page', messageId: 'sample-page', userId: 'user-1', name: 'Pricing', ...common, properties: { path: '/pricing', title: 'Pricing', url: 'https://shop.example.com/pricing' } },
  screen: { type: 'screen', messageId: 'sample-screen', userId: 'user-1', name: 'Basket', ...common, channel: 'mobile', properties: { items: 3 } },
  group: { type: 'group', messageId: 'sample-group', userId: 'user-1', groupId: 'company-1', ...common, traits: { name: 'Example Ltd', employees: 40 } },
  alias: { type: 'alias', messageId: 'sample-alias', userId: 'user-1', previousId: 'visitor-9', ...common },
};
