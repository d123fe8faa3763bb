// @rs/userAgentParser/v1: what a User-Agent tells of browser, engine, system, device and processor. In each table the first pattern that matches
// gives the answer: what calls itself by several names comes before those that it borrows. The first group of a pattern is the version.

const BROWSERS = [
  // Programs that read pages for others.
  [/\b(?:Googlebot-Image)\/([\d.]+)/, 'Googlebot-Image'], [/\bGooglebot(?:-(?:Video|News))?\/([\d.]+)/, 'Googlebot'],
  [/\bAdsBot-Google(?:-Mobile)?/, 'AdsBot-Google'], [/\bMediapartners-Google/, 'Mediapartners-Google'], [/\bbingbot\/([\d.]+)/i, 'bingbot'],
  [/\bBingPreview\/([\w.]+)/, 'BingPreview'], [/\bYahoo! Slurp/, 'Yahoo! Slurp'], [/\bfacebookexternalhit\/([\d.]+)/, 'facebookexternalhit'],
  [/\bmeta-externalagent\/([\d.]+)/, 'meta-externalagent'], [/\bSlackbot(?:-LinkExpanding)?[ /]([\d.]+)/, 'Slackbot'],
  [/\bWhatsApp\/([\d.]+)/, 'WhatsApp'], [/\bTelegramBot/, 'TelegramBot'], [/\bChatGPT-User\/([\d.]+)/, 'ChatGPT-User'],
  [/\bPingdom\.com_bot_version_([\d.]+)/, 'PingdomBot'], [/\bChrome-Lighthouse/, 'Chrome-Lighthouse'],
  [/\b(?!CUBOT)[\w-]*(?:bot|crawler|spider)\b[\w-]*(?:\/v?([\d.]+))?/i, match => match[0].split('/')[0]], [/^curl\/([\d.]+)/, 'curl'],
  [/^Wget\/([\d.]+)/, 'Wget'], [/^python-requests\/([\d.]+)/, 'python-requests'], [/^Python\/[\d.]+ aiohttp\/([\d.]+)/, 'aiohttp'],
  [/^okhttp\/([\d.]+)/, 'okhttp'], [/^axios\/([\d.]+)/, 'axios'], [/^node-fetch\/([\d.]+)/, 'node-fetch'],
  [/^Go-http-client\/([\d.]+)/, 'Go-http-client'], [/^PostmanRuntime\/([\d.]+)/, 'PostmanRuntime'],
  [/^Apache-HttpClient\/([\d.]+)/, 'Apache-HttpClient'], [/^Java\/([\d._]+)/, 'Java'],

  // Apps with a browser inside.
  [/\bInstagram[ /]([\d.]+)/, 'Instagram'], [/\bFB[AS]V\/([\d.]+)/, 'Facebook'], [/\bFBAN\//, 'Facebook'],
  [/\bLinkedInApp\b(?:\/([\d.]+))?/, 'LinkedIn'], [/\bPinterest(?:\/([\d.]+)| for)/, 'Pinterest'], [/\bSnapchat[ /]([\d.]+)/, 'Snapchat'],
  [/\b(?:musical_ly|trill)[_ ]([\d.]+)/, 'TikTok'], [/\bBytedanceWebview\//, 'TikTok'], [/\bTwitter for \w+(?:\/([\d.]+))?/, 'Twitter'],
  [/\bMicroMessenger\/([\d.]+)/, 'WeChat'], [/\bKAKAOTALK[ /]([\d.]+)/i, 'KakaoTalk'], [/\bLine\/([\d.]+)/, 'Line'], [/\bGSA\/([\d.]+)/, 'GSA'],
  [/\bElectron\/([\d.]+)/, 'Electron'],

  // Browsers that are built on another, or say so.
  [/\bEdg(?:e|A|iOS)?\/([\d.]+)/, 'Edge'], [/\bOpera Mini\/([\d.]+)/, 'Opera Mini'], [/\bOPX\/([\d.]+)/, 'Opera GX'],
  [/\b(?:OPR|OPiOS|OPT)\/([\d.]+)/, 'Opera'], [/\bOpera Mobi\b.+Version\/([\d.]+)/, 'Opera Mobi'], [/\bOpera\b.+Version\/([\d.]+)/, 'Opera'],
  [/\bOpera[ /]([\d.]+)/, 'Opera'], [/\bVivaldi\/([\d.]+)/, 'Vivaldi'], [/\bYaBrowser\/([\d.]+)/, 'Yandex'],
  [/\bSamsungBrowser\/([\d.]+)/, 'Samsung Browser'], [/\bU(?:C)?Browser\/([\d.]+)/, 'UCBrowser'], [/\bHuaweiBrowser\/([\d.]+)/, 'Huawei Browser'],
  [/\bMiuiBrowser\/([\d.]+)/, 'MIUI Browser'], [/\bHeyTapBrowser\/([\d.]+)/, 'HeyTap'], [/\bVivoBrowser\/([\d.]+)/, 'Vivo Browser'],
  [/\bM?QQBrowser\/([\d.]+)/, 'QQBrowser'], [/\bWhale\/([\d.]+)/, 'Whale'], [/\b(?:DuckDuckGo|Ddg)\/([\d.]+)/, 'DuckDuckGo'],
  [/\bBrave(?: Chrome)?\/([\d.]+)/, 'Brave'], [/\bSilk\/([\d.]+)/, 'Silk'], [/\bPuffin\/([\d.]+)/, 'Puffin'],
  [/\bAvast(?:SecureBrowser)?\/([\d.]+)/, 'Avast Secure Browser'], [/\bCoc_Coc_Browser\/([\d.]+)/, 'Coc Coc'], [/\bMaxthon[ /]([\d.]+)/, 'Maxthon'],
  [/\b(?:Focus|Klar)\/([\d.]+)/, 'Firefox Focus'], [/\bFxiOS\/([\d.]+)/, 'Firefox'], [/\bCriOS\/([\d.]+)/, 'Chrome'],
  [/\bHeadlessChrome(?:\/([\d.]+))?/, 'Chrome Headless'], [/; wv\).+\bChrome\/([\d.]+)/, 'Chrome WebView'], [/\bChromium\/([\d.]+)/, 'Chromium'],

  [/\bIEMobile[ /]([\d.]+)/, 'IEMobile'], [/\bTrident\/.+\brv:([\d.]+)/, 'IE'], [/\bMSIE ([\d.]+)/, 'IE'],
  [/\b(SeaMonkey|PaleMoon|Waterfox|K-Meleon)\/([\d.]+)/, (match, set) => { set.version = match[2]; return match[1]; }],
  [/\bFirefox\/([\w.]+)/, 'Firefox'], [/\bChrome\/([\d.]+)/, 'Chrome'], [/\bAndroid\b.+\bVersion\/([\d.]+).+Safari\//, 'Android Browser'],
  [/\bBB10;.+Version\/([\d.]+)/, 'BlackBerry'], [/\bVersion\/([\d.]+).*\bMobile\/\w+.*\bSafari\//, 'Mobile Safari'],
  [/\bVersion\/([\d.]+).*\bSafari\//, 'Safari'], [/\biP(?:hone|ad|od)\b.+\bAppleWebKit\/([\d.]+)/, 'WebKit'],
  [/\bKonqueror\/([\d.]+)/, 'Konqueror'], [/^(?:Lynx|w3m)\/([\d.]+)/, match => match[0].split('/')[0]],
];

const ENGINES = [
  [/\bEdge\/([\d.]+)/, 'EdgeHTML'], [/\bAppleWebKit\/537\.36.+\b(?:Headless)?Chrome\/(?!27)([\d.]+)/, 'Blink'], [/\bPresto\/([\d.]+)/, 'Presto'],
  [/\bTrident\/([\d.]+)/, 'Trident'], [/\bGoanna\/([\d.]+)/, 'Goanna'], [/\bAppleWebKit\/([\d.]+)/, 'WebKit'],
  [/\brv:([\d.]+).*\) Gecko\b/, 'Gecko'], [/\bKHTML\/([\d.]+)/, 'KHTML'],
];

const WINDOWS = { '4.0': 'NT 4.0', '5.0': '2000', '5.1': 'XP', '5.2': 'XP', '6.0': 'Vista', '6.1': '7', '6.2': '8', '6.3': '8.1', '10.0': '10' };

const SYSTEMS = [
  [/\bWindows Phone(?: OS)? ([\d.]+)/, 'Windows Phone'], [/\bXbox\b/, 'Xbox'],
  [/\bWindows NT ([\d.]+)/, (match, set) => { set.version = WINDOWS[match[1]] ?? match[1]; return 'Windows'; }],
  [/\bWindows ((?:9[58]|ME|CE|2000|XP))\b/, 'Windows'], [/\bWindows\b/, 'Windows'], [/\b(?:Apple ?TV|tvOS)\b.*?(?:OS |tvOS\/)([\d_.]+)/, 'tvOS'],
  [/\bAppleTV\b/, 'tvOS'], [/\bwatchOS[ /]([\d.]+)/, 'watchOS'], [/\biP(?:hone|ad|od)\b.+? OS ([\d_]+)/, 'iOS'],
  [/\biP(?:hone|ad|od)\b.*?\biOS ([\d.]+)/, 'iOS'], [/\biP(?:hone|ad|od)\b/, 'iOS'], [/\biOS[ /]([\d.]+)/, 'iOS'], [/\bTizen[ /]([\d.]+)/, 'Tizen'],
  [/\bWeb0S\b|\bwebOS(?:\.TV-|\/)?([\d.]+)?/i, 'webOS'], [/\bKAIOS\/([\d.]+)/, 'KaiOS'], [/\b(?:Open)?Harmony(?:OS)?[ /]?([\d.]+)?/, 'HarmonyOS'],
  [/\bCrKey[ /]([\d.]+)/, 'Chromecast'], [/\bAndroid[ /-]?([\d.]+)?/, 'Android'], [/\bMac OS X ([\d_.]+)/, 'Mac OS'],
  [/\b(?:Macintosh|Mac_PowerPC|macOS)\b(?:[ /]([\d.]+))?/, 'Mac OS'], [/\bCFNetwork\/.+\bDarwin\b/, 'iOS'], [/\bCrOS \w+ ([\d.]+)/, 'Chromium OS'],
  [/\bPlayStation ?([345]|Vita|Portable)/i, 'PlayStation'], [/\bNintendo (Switch|WiiU|3DS)/, 'Nintendo'], [/\bRoku\/DVP-([\d.]+)/, 'Roku'],
  [/\bBB10;.+Version\/([\d.]+)/, 'BlackBerry'], [/\bBlackBerry/, 'BlackBerry'], [/\bSymbian(?:OS)?\/?([\d.]+)?/, 'Symbian'],
  [/\b(Ubuntu|Fedora|Debian|Red Hat|SUSE|Gentoo|Arch|Mint|CentOS)\b(?:[ /-]([\d.]+))?/, (match, set) => { set.version = match[2]; return match[1]; }],
  [/\b(FreeBSD|OpenBSD|NetBSD|SunOS)(?: ([\d.]+))?/, (match, set) => { set.version = match[2]; return match[1]; }], [/\bLinux\b/, 'Linux'],
];

const DEVICES = [
  [/\bApple ?TV\b/, 'Apple', 'Apple TV', 'smarttv'], [/\bWatch(?:OS)?\b/i, 'Apple', 'Watch', 'wearable'], [/\biPad\b/, 'Apple', 'iPad', 'tablet'],
  [/\biPod\b/, 'Apple', 'iPod touch', 'mobile'], [/\biPhone\b/, 'Apple', 'iPhone', 'mobile'], [/\bMacintosh\b/, 'Apple', 'Macintosh'],
  [/\bPlayStation (\w+)/i, 'Sony', match => `PlayStation ${match[1]}`, 'console'],
  [/\bXbox (?:One|Series [XS])/, 'Microsoft', match => match[0], 'console'],
  [/\bXbox\b/, 'Microsoft', 'Xbox', 'console'], [/\bNintendo (\w+)/, 'Nintendo', match => match[1], 'console'],
  [/\bRoku\/?(?:DVP)?/, 'Roku', undefined, 'smarttv'], [/\b(?:SMART-TV|SmartTV).+Tizen|Tizen.+\bTV\b/i, 'Samsung', undefined, 'smarttv'],
  [/\bWeb0S\b|\bwebOS\.TV/i, 'LG', undefined, 'smarttv'], [/\bBRAVIA\b/, 'Sony', undefined, 'smarttv'],
  [/\bAFT[A-Z]+\b/, 'Amazon', match => match[0], 'smarttv'], [/\bCrKey\b/, 'Google', 'Chromecast', 'smarttv'],
  [/\b(?:SMART-TV|SmartTV|HbbTV|GoogleTV|Android TV)\b/i, undefined, undefined, 'smarttv'],
  [/\bLumia (\w+)/, 'Microsoft', match => `Lumia ${match[1]}`, 'mobile'], [/\bNokia[ _-]?([\w.-]+(?: (?!Build)\w+)*)/, 'Nokia', match => match[1], 'mobile'],
  [/\bBB10; (?:Touch|Kbd)|BlackBerry ?(\w+)?/, 'BlackBerry', match => match[1], 'mobile'], [/\bKAIOS\//, undefined, undefined, 'mobile'],
];

// By the model's name, as Android systems give it. The second pattern is of the maker's tablets.
const MAKERS = [
  [/^(?:SAMSUNG|SM-|GT-|SCH-|SGH-|SHV-|SPH-|SC-\d|Galaxy)/i, 'Samsung', /SM-[TXP]\d|GT-[PN][58]1|GT-P|GT-N80|Tab/],
  [/^(?:Pixel|Nexus)/, 'Google', /Pixel (?:C|Tablet)|Nexus (?:7|9|10)/],
  [/^(?:Xiaomi|Mi |MI |Mi-|Redmi|POCO|HM |M20\d\d|2[0-5]\d{3,6}[A-Z])/, 'Xiaomi', /Pad|^2(?:1051|2081|3043|4018)/],
  [/^(?:OnePlus|ONEPLUS|(?:IN|KB|LE|GM|HD|AC|DN|IV|NE|BE)\d{3,4}\b)/, 'OnePlus', /Pad/], [/^(?:OPPO|CPH\d{4}|P[A-H][A-Z]{2}\d)/, 'OPPO', /Pad/],
  [/^(?:realme|RMX\d)/i, 'Realme', /Pad/], [/^(?:vivo|V\d{4}|I\d{4})/, 'Vivo', /Pad/], [/^(?:HONOR|Honor)/, 'Honor', /Pad/],
  [/^(?:HUAWEI|Huawei|[A-Z]{3}\d?-[A-Z]{1,2}[\dX]{2,3})/, 'Huawei', /MediaPad|MatePad|^(?:BAH|AGS|SCM|MRX|BTV|CMR|VRD|KOB|DBY)/],
  [/^(?:moto|Motorola|XT\d{4})/i, 'Motorola', /tab/i], [/^(?:Sony|SO-|SOV\d|SOG\d|XQ-|SGP|[C-H]\d{4}$)/, 'Sony', /SGP|Tablet/],
  [/^(?:LG|LM-)/, 'LG', /LG-V\d/], [/^(?:ASUS|ZenFone|Zenfone|ZB\d|ZC\d|ZE\d)/, 'ASUS', /Pad/], [/^(?:Lenovo|TB-|TB\d)/, 'Lenovo', /TB/],
  [/^(?:KF[A-Z]{2,}|Kindle)/, 'Amazon', /./], [/^HTC/, 'HTC', /Flyer/], [/^(?:Nothing|A0(?:63|65|59)|AIN065|A142)/, 'Nothing'],
  [/^FP\d/, 'Fairphone'], [/^(?:TECNO|Tecno)/, 'Tecno', /Pad/], [/^Infinix/, 'Infinix'], [/^itel/i, 'itel'], [/^(?:ZTE|Blade)/, 'ZTE'],
  [/^(?:TCL|T\d{3}[A-Z])/, 'TCL', /TAB/], [/^(?:Alcatel|ALCATEL)/, 'Alcatel'], [/^SHIELD/, 'NVIDIA', /Tablet/],
  [/^(?:meizu|M\d note|MEIZU)/i, 'Meizu'], [/^CUBOT/, 'Cubot'],
];

const PROCESSORS = [
  [/\b(?:x86[_-]64|amd64|x64|Win64|WOW64)\b/i, 'amd64'], [/\b(?:aarch64|arm64|armv8\w*)\b/i, 'arm64'], [/\barmv7\w*/i, 'armhf'],
  [/\barm(?:v\d\w*)?\b/i, 'arm'], [/\b(?:i[3-6]86|x86|ia32)\b/i, 'ia32'], [/\b(?:ppc(?:64)?|PowerPC|Mac_PowerPC)\b/i, 'ppc'],
  [/\bsparc(?:64)?\b/i, 'sparc'],
];

// A function in a table answers the name and may set the version by itself.
function named(table, ua) {
  const found = { name: undefined, version: undefined };
  for (const [pattern, name] of table) {
    const match = pattern.exec(ua);
    if (match === null) continue;
    found.version = match[1]?.replaceAll('_', '.') || undefined;
    found.name = typeof name === 'function' ? name(match, found) : name;
    break;
  }
  return found;
}

function deviceOf(ua) {
  for (const [pattern, vendor, model, type] of DEVICES) {
    const match = pattern.exec(ua);
    if (match !== null) return { vendor, model: typeof model === 'function' ? model(match) : model, type };
  }
  const android = /\bAndroid\b[^;)]*((?:;(?:\([^)]*\)|[^;()])*)*)/.exec(ua);
  if (android !== null) return androidDevice(android[1].split(';'), /\bMobile\b|Opera M/.test(ua), /\bTablet\b/.test(ua));
  return { vendor: undefined, model: undefined, type: /\bMobile\b/.test(ua) ? 'mobile' : undefined };
}

const NO_MODEL = /^(?:[a-z]{2}(?:[-_][A-Za-z]{2})?|K|U|wv|Linux|Mobile|Tablet|rv:.*|Opera M.*|Build\/.*|HarmonyOS|arm\w*|aarch64|x86\w*)$/;

// Among the parts of the parentheses is the model, unless the browser hides it behind a K.
function androidDevice(parts, mobile, tablet) {
  const type = mobile && !tablet ? 'mobile' : 'tablet';
  for (const part of parts) {
    const model = part.replace(/ Build\/.*| MIUI\/.*/, '').trim();
    if (model === '' || NO_MODEL.test(model)) continue;
    for (const [pattern, vendor, tablets] of MAKERS) {
      if (!pattern.test(model)) continue;
      const name = model.replace(new RegExp(`^${vendor}[ _-]+`, 'i'), '');
      return { vendor, model: name, type: tablets?.test(model) ? 'tablet' : mobile || !tablet ? 'mobile' : 'tablet' };
    }
    return { vendor: undefined, model, type };
  }
  return { vendor: undefined, model: undefined, type };
}

export class UAParser {
  #ua;

  constructor(ua = '') {
    this.setUA(ua);
  }

  setUA(ua) {
    // No browser sends as much; a longer text would only cost time.
    this.#ua = typeof ua === 'string' ? ua.trim().slice(0, 500) : '';
    return this;
  }

  getUA() {
    return this.#ua;
  }

  getBrowser() {
    const { name, version } = named(BROWSERS, this.#ua);
    return { name, version, major: version?.split('.')[0] };
  }

  getEngine() {
    return named(ENGINES, this.#ua);
  }

  getOS() {
    return named(SYSTEMS, this.#ua);
  }

  getDevice() {
    return deviceOf(this.#ua);
  }

  getCPU() {
    return { architecture: named(PROCESSORS, this.#ua).name };
  }

  getResult() {
    return { ua: this.getUA(), browser: this.getBrowser(), engine: this.getEngine(), os: this.getOS(), device: this.getDevice(), cpu: this.getCPU() };
  }
}

export default UAParser;
