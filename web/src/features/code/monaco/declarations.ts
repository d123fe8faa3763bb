/** What user code has in reach beside the language (docs/guide/user-transformations.md), for completion and hovering. */
export const declarations: readonly { name: string; text: string }[] = [
  {
    name: 'pintle',
    text: `
/** An event as it came in. What is changed in it is what the destination gets. */
interface PintleEvent {
  type: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias' | (string & {});
  messageId: string;
  userId?: string;
  anonymousId?: string;
  /** Of a track event: its name. */
  event?: string;
  /** Of a page or screen event. */
  name?: string;
  groupId?: string;
  previousId?: string;
  channel?: string;
  originalTimestamp?: string;
  sentAt?: string;
  receivedAt?: string;
  timestamp?: string;
  request_ip?: string;
  context?: {
    traits?: Record<string, any>;
    ip?: string;
    userAgent?: string;
    locale?: string;
    page?: { path?: string; url?: string; referrer?: string; title?: string; search?: string; [member: string]: any };
    campaign?: Record<string, any>;
    library?: { name?: string; version?: string };
    [member: string]: any;
  };
  traits?: Record<string, any>;
  properties?: Record<string, any>;
  integrations?: Record<string, any>;
  [member: string]: any;
}

/** Where an event comes from and goes to. */
interface PintleMetadata {
  messageId: string;
  sourceId: string;
  sourceName: string;
  sourceType: string;
  sourceCategory: string;
  workspaceId: string;
  destinationId: string;
  destinationName: string;
  destinationType: string;
  transformationId: string;
  transformationVersionId: string;
  eventName: string;
  eventType: string;
  receivedAt: string;
  [member: string]: any;
}

/** Gives ids, names and types of source and destination of an event. */
type Metadata = (event: PintleEvent) => PintleMetadata;

/** Called once for each event. Give back the event, a list of events, or null to drop it. */
type TransformEvent = (event: PintleEvent, metadata: Metadata) => PintleEvent | PintleEvent[] | null | undefined | Promise<PintleEvent | PintleEvent[] | null | undefined>;

/** Called with a list of events; gives back a list. */
type TransformBatch = (events: PintleEvent[], metadata: Metadata) => PintleEvent[] | Promise<PintleEvent[]>;

/** Shown when code is run by hand; silent otherwise. */
declare function log(...values: unknown[]): void;

/** A value of the workspace's credentials; undefined when there is none of that key. */
declare function getCredential(key: string): string | undefined;

interface FetchOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  timeout?: number;
}

/** Sends a request. Throws when there is no answer. */
declare function fetchV2(url: string, options?: FetchOptions): Promise<{ url: string; status: number; headers: Record<string, string>; body: any }>;

/** Sends a request and gives the answer's body alone, or "ERROR". */
declare function fetch(url: string, options?: FetchOptions): Promise<any>;

/** Where an address is, from the service of userCode.geolocation. */
declare function geolocation(ip: string): Promise<any>;

declare function atob(text: string): string;
declare function btoa(text: string): string;
declare function structuredClone<T>(value: T): T;
declare const crypto: { randomUUID(): string; getRandomValues<T>(array: T): T };
declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | [string, string][]);
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  forEach(each: (value: string, name: string) => void): void;
  toString(): string;
}
declare class URL {
  constructor(url: string, base?: string);
  href: string; protocol: string; host: string; hostname: string; port: string; pathname: string; search: string; hash: string; username: string; password: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
declare class TextEncoder { encode(text?: string): Uint8Array; }
declare class TextDecoder { constructor(label?: string); decode(bytes?: Uint8Array): string; }
`,
  },
  {
    name: 'libraries',
    text: `
declare module '@rs/hash/v1' {
  export function md5(value: string): string;
  export function sha256(value: string): string;
  /** A short hash that is no secret. */
  export function cyrb53(value: string, seed?: number): number;
}
declare module '@rs/encrypt/v1' {
  /** RSA, with PKCS #1 v1.5 padding; keys are PEM. */
  export class JSEncrypt {
    setPublicKey(pem: string): void;
    setPrivateKey(pem: string): void;
    encrypt(text: string): string | false;
    decrypt(base64: string): string | false;
  }
  export default JSEncrypt;
}
declare module '@rs/userAgentParser/v1' {
  export class UAParser {
    constructor(userAgent?: string);
    setUA(userAgent: string): this;
    getBrowser(): { name?: string; version?: string; major?: string };
    getEngine(): { name?: string; version?: string };
    getOS(): { name?: string; version?: string };
    getDevice(): { model?: string; type?: string; vendor?: string };
    getCPU(): { architecture?: string };
    getResult(): any;
  }
  export default UAParser;
}
declare module '@rs/localizeAppleDeviceModel/v1' {
  /** The name that people know the event's Apple device by. */
  export function getLocalizedDeviceModel(event: PintleEvent): string;
}
declare module '@rs/urlParser/v1' {
  export { URL, URLSearchParams };
}
`,
  },
];
