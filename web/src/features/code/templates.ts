import type { CodeKind } from '@/api/code';

/** Something to begin from. */
export type Template = { name: string; about: string; code: string };

const transformations: readonly Template[] = [
  {
    name: 'Mask e-mail',
    about: 'The address goes out as a hash: the same one each time, and nobody can read it.',
    code: `import { sha256 } from "@rs/hash/v1";

const masked = (email) => sha256(email.trim().toLowerCase());

export function transformEvent(event, metadata) {
  for (const traits of [event.traits, event.context?.traits]) {
    if (typeof traits?.email === "string") traits.email = masked(traits.email);
  }
  return event;
}
`,
  },
  {
    name: 'Drop bots',
    about: 'Events of crawlers and checks, by their user agent, go nowhere.',
    code: `const bot = /bot\\b|crawler|spider|headless|lighthouse|pingdom|uptimerobot/i;

export function transformEvent(event, metadata) {
  if (bot.test(event.context?.userAgent ?? "")) return null; // dropped
  return event;
}
`,
  },
  {
    name: 'Rename events',
    about: 'Names of track events, as the destination wants them.',
    code: `const names = {
  "Order Completed": "purchase",
  "Product Added": "add_to_cart",
};

export function transformEvent(event, metadata) {
  if (event.type === "track" && Object.hasOwn(names, event.event)) event.event = names[event.event];
  return event;
}
`,
  },
  {
    name: 'Filter by country',
    about: 'Only events of some countries go on.',
    code: `const countries = ["GB", "DE", "FR"];

export function transformEvent(event, metadata) {
  const country = event.context?.traits?.country ?? event.traits?.country;
  return countries.includes(country) ? event : null;
}
`,
  },
  {
    name: 'Enrich from a service',
    about: 'Asks your own service about the user, with a key of the workspace’s credentials.',
    code: `export async function transformEvent(event, metadata) {
  if (!event.userId) return event;
  const answer = await fetchV2("https://crm.example.com/people/" + encodeURIComponent(event.userId), {
    headers: { Authorization: "Bearer " + getCredential("CRM_TOKEN") },
  });
  if (answer.status === 200) {
    event.context = event.context ?? {};
    event.context.traits = { ...event.context.traits, segment: answer.body.segment };
  } else {
    log("no answer for", event.userId, answer.status);
  }
  return event;
}
`,
  },
  {
    name: 'Split an order',
    about: 'One event of an order becomes one for each product in it.',
    code: `export function transformEvent(event, metadata) {
  const products = event.properties?.products;
  if (event.event !== "Order Completed" || !Array.isArray(products)) return event;
  return products.map((product, place) => ({
    ...event,
    messageId: event.messageId + "-" + place,
    event: "Product Bought",
    properties: { ...product, order_id: event.properties.order_id },
  }));
}
`,
  },
  {
    name: 'A batch at once',
    about: 'Gets a list of events and gives one back: for code that looks at several together.',
    code: `export function transformBatch(events, metadata) {
  return events.filter((event) => metadata(event).sourceName !== "Staging");
}
`,
  },
];

const libraries: readonly Template[] = [
  {
    name: 'Text tools',
    about: 'Functions that several transformations import.',
    code: `/** The text with stars in the place of all but its last four characters. */
export function hidden(text) {
  return "*".repeat(Math.max(0, text.length - 4)) + text.slice(-4);
}

/** In lower case, with single spaces. */
export const tidy = (text) => text.trim().replace(/\\s+/g, " ").toLowerCase();
`,
  },
  {
    name: 'Currency tools',
    about: 'Amounts in one currency.',
    code: `const perEuro = { EUR: 1, USD: 1.08, GBP: 0.85 };

/** The amount in euros; undefined for currencies that are not listed. */
export function inEuros(amount, currency) {
  return Object.hasOwn(perEuro, currency) ? Math.round((amount / perEuro[currency]) * 100) / 100 : undefined;
}
`,
  },
];

export const templatesOf = (kind: CodeKind): readonly Template[] => (kind === 'libraries' ? libraries : transformations);

/** Nothing but the function that is called. */
export const emptyPage = (kind: CodeKind): string =>
  kind === 'libraries' ? 'export function example(value) {\n  return value;\n}\n' : 'export function transformEvent(event, metadata) {\n  return event;\n}\n';
